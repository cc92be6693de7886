// Command cel-oracle compiles and evaluates CEL expressions in the environments of the pinned API server.
//
// It reads one JSON request a line and answers each with one JSON line. A request is a policy's (variables `object`,
// `oldObject`, `params`, `request`, `namespaceObject` and composed `variables`), or, when it has a schema, a custom
// resource's rule (`self`, `oldSelf`); rules.go answers requests about all rules of a definition.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"sort"
	"strconv"
	"strings"
	"time"

	celgo "github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
	admissionv1 "k8s.io/api/admission/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	rulecel "k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel/model"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/version"
	policycel "k8s.io/apiserver/pkg/admission/plugin/cel"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	apiservercel "k8s.io/apiserver/pkg/cel"
	"k8s.io/apiserver/pkg/cel/common"
	"k8s.io/apiserver/pkg/cel/environment"
	"k8s.io/apiserver/pkg/cel/lazy"
)

type namedExpression struct {
	Name       string `json:"name"`
	Expression string `json:"expression"`
}

func (n *namedExpression) GetExpression() string      { return n.Expression }
func (n *namedExpression) GetName() string            { return n.Name }
func (n *namedExpression) ReturnTypes() []*celgo.Type { return []*celgo.Type{celgo.AnyType} }

type request struct {
	Expression      string                           `json:"expression"`
	Stored          bool                             `json:"stored,omitempty"`
	Object          json.RawMessage                  `json:"object,omitempty"`
	OldObject       json.RawMessage                  `json:"oldObject,omitempty"`
	Params          json.RawMessage                  `json:"params,omitempty"`
	NamespaceObject *corev1.Namespace                `json:"namespaceObject,omitempty"`
	Request         *admissionv1.AdmissionRequest    `json:"request,omitempty"`
	Variables       []namedExpression                `json:"variables,omitempty"`
	Schema          *apiextensionsv1.JSONSchemaProps `json:"schema,omitempty"`
	Self            json.RawMessage                  `json:"self,omitempty"`
	OldSelf         json.RawMessage                  `json:"oldSelf,omitempty"`
	Custom          *custom                          `json:"custom,omitempty"`
	// Costs asks what the rules of a definition may cost.
	Costs *apiextensionsv1.JSONSchemaProps `json:"costs,omitempty"`
}

type answer struct {
	CompileError string         `json:"compileError,omitempty"`
	Type         string         `json:"type,omitempty"`
	Value        any            `json:"value,omitempty"`
	Error        string         `json:"error,omitempty"`
	Cost         uint64         `json:"cost,omitempty"`
	Custom       []customAnswer `json:"custom,omitempty"`
	Costs        []ruleCost     `json:"costs,omitempty"`
}

var previousMinor = version.MajorMinor(1, 33)
var baseEnvironment = environment.MustBaseEnvSet(previousMinor, true)
var policyTemplate *policycel.CompositionEnv

func main() {
	var err error
	policyTemplate, err = policycel.NewCompositionEnv(policycel.VariablesTypeName, baseEnvironment)
	if err != nil {
		panic(err)
	}
	scanner := bufio.NewScanner(os.Stdin)
	scanner.Buffer(make([]byte, 1<<20), 1<<28)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for scanner.Scan() {
		var asked request
		if err := json.Unmarshal(scanner.Bytes(), &asked); err != nil {
			panic(fmt.Sprintf("%v: %s", err, scanner.Text()))
		}
		line, err := json.Marshal(answerTo(asked))
		if err != nil {
			panic(err)
		}
		out.Write(line)
		out.WriteByte('\n')
	}
	if err := scanner.Err(); err != nil {
		panic(err)
	}
}

func answerTo(asked request) (result answer) {
	defer func() {
		if thrown := recover(); thrown != nil {
			result = answer{Error: fmt.Sprintf("panic: %v", thrown)}
		}
	}()
	if asked.Costs != nil {
		return answer{Costs: costsOf(asked.Costs)}
	}
	if asked.Custom != nil {
		return answer{Custom: answersTo(asked.Custom)}
	}
	if asked.Schema != nil {
		return rule(asked)
	}
	return policy(asked)
}

func policy(asked request) answer {
	// The template's map type is shared by all compositions made from it, so each request gets its own.
	compositionEnv := policyTemplate
	if len(asked.Variables) > 0 {
		var err error
		compositionEnv, err = policycel.NewCompositionEnv(policycel.VariablesTypeName, baseEnvironment)
		if err != nil {
			panic(err)
		}
	}
	compiler := policyCompiler(compositionEnv, len(asked.Variables) > 0)
	options := policycel.OptionalVariableDeclarations{HasParams: true, HasAuthorizer: true, StrictCost: true}
	mode := environment.NewExpressions
	if asked.Stored {
		mode = environment.StoredExpressions
	}
	variables := map[string]policycel.CompilationResult{}
	for i := range asked.Variables {
		variable := &asked.Variables[i]
		variables[variable.Name] = compiler.CompileAndStoreVariable(variable, options, mode)
	}
	compiled := compiler.CompileCELExpression(&namedExpression{Expression: asked.Expression}, options, mode)
	if compiled.Error != nil {
		return answer{CompileError: compiled.Error.Detail}
	}
	activation := map[string]any{
		"object":          decode(asked.Object),
		"oldObject":       decode(asked.OldObject),
		"params":          decode(asked.Params),
		"request":         toUnstructured(asked.Request),
		"namespaceObject": namespaceValue(asked.NamespaceObject),
	}
	lazyVariables := lazy.NewMapValue(compiler.CompositionEnv.MapType)
	for name, each := range variables {
		lazyVariables.Append(name, func(_ *lazy.MapValue) ref.Val {
			if each.Error != nil {
				return types.NewErr("composited variable %q fails to compile: %v", name, each.Error)
			}
			value, _, err := each.Program.ContextEval(context.Background(), activation)
			if err != nil {
				return types.NewErr("composited variable %q fails to evaluate: %v", name, err)
			}
			return value
		})
	}
	activation["variables"] = lazyVariables
	return evaluate(compiled.Program, compiled.OutputType, activation)
}

var sharedCompiler *policycel.CompositedCompiler

func policyCompiler(env *policycel.CompositionEnv, own bool) *policycel.CompositedCompiler {
	if own {
		return policycel.NewCompositedCompilerFromTemplate(env)
	}
	if sharedCompiler == nil {
		sharedCompiler = policycel.NewCompositedCompilerFromTemplate(env)
	}
	return sharedCompiler
}

func rule(asked request) answer {
	internal := &apiextensions.JSONSchemaProps{}
	if err := apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(asked.Schema, internal, nil); err != nil {
		return answer{Error: err.Error()}
	}
	structural, err := schema.NewStructural(internal)
	if err != nil {
		return answer{CompileError: err.Error()}
	}
	declared := model.SchemaDeclType(structural, structural.XEmbeddedResource)
	scoped := declared.MaybeAssignTypeName("selfType")
	extended, err := baseEnvironment.Extend(environment.VersionedOptions{
		IntroducedVersion: version.MajorMinor(1, 0),
		EnvOptions: []celgo.EnvOption{
			celgo.Variable(rulecel.ScopedVarName, scoped.CelType()),
			celgo.Variable(rulecel.OldScopedVarName, scoped.CelType()),
		},
		DeclTypes: []*apiservercel.DeclType{scoped},
	})
	if err != nil {
		return answer{Error: err.Error()}
	}
	env := extended.NewExpressionsEnv()
	ast, issues := env.Compile(asked.Expression)
	if issues != nil {
		return answer{CompileError: "compilation failed: " + issues.String()}
	}
	program, err := env.Program(ast, celgo.CostLimit(celconfig.PerCallLimit), celgo.InterruptCheckFrequency(celconfig.CheckFrequency))
	if err != nil {
		return answer{CompileError: "program instantiation failed: " + err.Error()}
	}
	activation := map[string]any{}
	if asked.Self != nil {
		activation["self"] = common.UnstructuredToVal(decodeAny(asked.Self), &model.Structural{Structural: structural})
	}
	if asked.OldSelf != nil {
		activation["oldSelf"] = common.UnstructuredToVal(decodeAny(asked.OldSelf), &model.Structural{Structural: structural})
	}
	return evaluate(program, ast.OutputType(), activation)
}

func evaluate(program celgo.Program, output *celgo.Type, activation map[string]any) answer {
	result := answer{Type: output.String()}
	value, details, err := program.ContextEval(context.Background(), activation)
	if details != nil && details.ActualCost() != nil {
		result.Cost = *details.ActualCost()
	}
	if err != nil {
		result.Error = err.Error()
		return result
	}
	result.Value = describe(value)
	return result
}

// describe writes a value so that it can be compared: a tag and text, or parts.
func describe(value ref.Val) any {
	switch v := value.(type) {
	case types.Null:
		return []any{"null"}
	case types.Bool:
		return []any{"bool", bool(v)}
	case types.Int:
		return []any{"int", strconv.FormatInt(int64(v), 10)}
	case types.Uint:
		return []any{"uint", strconv.FormatUint(uint64(v), 10)}
	case types.Double:
		return []any{"double", fmt.Sprintf("%016x", math.Float64bits(canonical(float64(v))))}
	case types.String:
		return []any{"string", strings.ToValidUTF8(string(v), "\uFFFD")}
	case types.Bytes:
		return []any{"bytes", fmt.Sprintf("%x", []byte(v))}
	case types.Timestamp:
		return []any{"timestamp", v.UTC().Format(time.RFC3339Nano)}
	case types.Duration:
		return []any{"duration", strconv.FormatInt(int64(v.Duration), 10)}
	case *types.Type:
		return []any{"type", v.TypeName()}
	case *types.Optional:
		if !v.HasValue() {
			return []any{"optional"}
		}
		return []any{"optional", describe(v.GetValue())}
	case traits.Mapper:
		entries := [][]any{}
		for it := v.Iterator(); it.HasNext() == types.True; {
			key := it.Next()
			entries = append(entries, []any{describe(key), describe(v.Get(key))})
		}
		sort.Slice(entries, func(i, j int) bool { return text(entries[i][0]) < text(entries[j][0]) })
		return []any{"map", entries}
	case traits.Lister:
		items := []any{}
		for it := v.Iterator(); it.HasNext() == types.True; {
			items = append(items, describe(it.Next()))
		}
		return []any{"list", items}
	}
	return []any{value.Type().TypeName()}
}

func canonical(number float64) float64 {
	if math.IsNaN(number) {
		return math.NaN()
	}
	return number
}

func text(value any) string {
	line, _ := json.Marshal(value)
	return string(line)
}

func decode(raw json.RawMessage) any {
	if raw == nil || bytes.Equal(raw, []byte("null")) {
		return nil
	}
	object := map[string]any{}
	if err := utiljson.Unmarshal(raw, &object); err != nil {
		panic(err)
	}
	return (&unstructured.Unstructured{Object: object}).Object
}

func decodeAny(raw json.RawMessage) any {
	var value any
	if err := utiljson.Unmarshal(raw, &value); err != nil {
		panic(err)
	}
	return value
}

func toUnstructured(value *admissionv1.AdmissionRequest) any {
	if value == nil {
		value = &admissionv1.AdmissionRequest{}
	}
	object, err := runtime.DefaultUnstructuredConverter.ToUnstructured(value)
	if err != nil {
		panic(err)
	}
	return object
}

func namespaceValue(namespace *corev1.Namespace) any {
	if namespace == nil {
		return nil
	}
	object, err := runtime.DefaultUnstructuredConverter.ToUnstructured(namespace)
	if err != nil {
		panic(err)
	}
	return object
}
