// Command type-oracle tells what the type checker of the pinned API server notes of policies. It reads one JSON request
// and answers with one line of JSON: the warnings of each policy.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/admission/plugin/policy/validating"
	"k8s.io/apiserver/pkg/cel/openapi/resolver"
	"k8s.io/kube-openapi/pkg/validation/spec"
)

// request asks about policies in a cluster with these kinds.
type request struct {
	Kinds []struct {
		Group   string          `json:"group"`
		Version string          `json:"version"`
		Kind    string          `json:"kind"`
		Plural  string          `json:"plural"`
		Schema  json.RawMessage `json:"schema"`
	} `json:"kinds"`
	Definitions map[string]json.RawMessage                              `json:"definitions"`
	Policies    []admissionregistrationv1.ValidatingAdmissionPolicySpec `json:"policies"`
}

type schemas struct {
	byReference map[string]*spec.Schema
}

func (s *schemas) ResolveSchema(kind schema.GroupVersionKind) (*spec.Schema, error) {
	if _, ok := s.byReference[kind.String()]; !ok {
		return nil, fmt.Errorf("cannot resolve %v: %w", kind, resolver.ErrSchemaNotFound)
	}
	return resolver.PopulateRefs(func(reference string) (*spec.Schema, bool) {
		found, ok := s.byReference[reference]
		return found, ok
	}, kind.String())
}

func typeWarnings(asked *request) [][]admissionregistrationv1.ExpressionWarning {
	known := &schemas{byReference: map[string]*spec.Schema{}}
	parse := func(name string, raw json.RawMessage) {
		parsed := &spec.Schema{}
		if err := json.Unmarshal(raw, parsed); err != nil {
			panic(err)
		}
		known.byReference[name] = parsed
	}
	for name, raw := range asked.Definitions {
		parse("#/definitions/"+name, raw)
	}
	mapper := meta.NewDefaultRESTMapper(nil)
	for _, each := range asked.Kinds {
		kind := schema.GroupVersionKind{Group: each.Group, Version: each.Version, Kind: each.Kind}
		parse(kind.String(), each.Schema)
		resource := kind.GroupVersion().WithResource(each.Plural)
		mapper.AddSpecific(kind, resource, resource, meta.RESTScopeRoot)
	}
	checker := &validating.TypeChecker{SchemaResolver: known, RestMapper: mapper}
	answers := make([][]admissionregistrationv1.ExpressionWarning, len(asked.Policies))
	for i, policy := range asked.Policies {
		answers[i] = checker.Check(&admissionregistrationv1.ValidatingAdmissionPolicy{Spec: policy})
	}
	return answers
}

func main() {
	asked := &request{}
	if err := json.NewDecoder(os.Stdin).Decode(asked); err != nil {
		panic(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(typeWarnings(asked)); err != nil {
		panic(err)
	}
}
