import type { LoadedManifest } from '../manifest/read.ts';

/** ValidatingAdmissionPolicies and their bindings, checked and with the API server's defaults, ready to be compiled. */

export type Operation = 'CREATE' | 'UPDATE' | 'DELETE';

/** One entry of `resourceRules` or `excludeResourceRules`. */
export interface ResourceRule {
  readonly apiGroups: readonly string[];
  readonly apiVersions: readonly string[];
  /** As `pods`, `pods/status` or `pods/*`; `*` for every resource without its subresources. */
  readonly resources: readonly string[];
  /** Empty for any name. */
  readonly resourceNames: readonly string[];
  readonly operations: readonly string[];
  readonly scope: 'Cluster' | 'Namespaced' | '*';
}

export type LabelSelector = Readonly<Record<string, unknown>>;

export interface MatchResources {
  /** Empty in a binding that takes whatever its policy takes. */
  readonly resourceRules: readonly ResourceRule[];
  readonly excludeResourceRules: readonly ResourceRule[];
  readonly matchPolicy: 'Equivalent' | 'Exact';
  /** An empty one selects all. */
  readonly namespaceSelector: LabelSelector;
  readonly objectSelector: LabelSelector;
}

export interface NamedExpression {
  readonly name: string;
  readonly expression: string;
}

export interface Validation {
  readonly expression: string;
  readonly message?: string;
  readonly messageExpression?: string;
  /** Default: `Invalid`. */
  readonly reason?: string;
}

export interface AuditAnnotation {
  readonly key: string;
  readonly valueExpression: string;
}

export interface ParamKind {
  readonly apiVersion: string;
  readonly kind: string;
}

export interface Policy {
  readonly name: string;
  readonly manifest: LoadedManifest;
  readonly failurePolicy: 'Fail' | 'Ignore';
  readonly paramKind?: ParamKind;
  readonly matchConstraints: MatchResources;
  readonly matchConditions: readonly NamedExpression[];
  readonly variables: readonly NamedExpression[];
  readonly validations: readonly Validation[];
  readonly auditAnnotations: readonly AuditAnnotation[];
}

export type ValidationAction = 'Audit' | 'Deny' | 'Warn';

/** Which parameters a binding takes. Either a name or a selector. */
export interface ParamRef {
  readonly name?: string;
  readonly selector?: LabelSelector;
  /** Default: the namespace of the object. */
  readonly namespace?: string;
  readonly parameterNotFoundAction: 'Allow' | 'Deny';
}

export interface Binding {
  readonly name: string;
  readonly manifest: LoadedManifest;
  readonly policyName: string;
  readonly paramRef?: ParamRef;
  readonly matchResources?: MatchResources;
  readonly validationActions: readonly ValidationAction[];
}
