package main

import (
	"math"
	"sort"
	"strconv"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation"
	rulecel "k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
)

// ruleCost is what one expression of a definition may cost; Error says why it is not known.
type ruleCost struct {
	Path  []any  `json:"path"`
	Cost  string `json:"cost,omitempty"`
	Error string `json:"error,omitempty"`
}

func costsOf(asked *apiextensionsv1.JSONSchemaProps) []ruleCost {
	internal := &apiextensions.JSONSchemaProps{}
	if err := apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(asked, internal, nil); err != nil {
		panic(err)
	}
	found := []ruleCost{}
	addCosts(internal, validation.RootCELContext(internal), nil, &found)
	return found
}

func addCosts(schema *apiextensions.JSONSchemaProps, context *validation.CELSchemaContext, path []any, found *[]ruleCost) {
	if len(schema.XValidations) > 0 {
		*found = append(*found, costsAt(context, path)...)
	}
	names := []string{}
	for name := range schema.Properties {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		property := schema.Properties[name]
		addCosts(&property, context.ChildPropertyContext(&property, name), below(path, "properties", name), found)
	}
	if schema.Items != nil && schema.Items.Schema != nil {
		addCosts(schema.Items.Schema, context.ChildItemsContext(schema.Items.Schema), below(path, "items"), found)
	}
	if schema.AdditionalProperties != nil && schema.AdditionalProperties.Schema != nil {
		values := schema.AdditionalProperties.Schema
		addCosts(values, context.ChildAdditionalPropertiesContext(values), below(path, "additionalProperties"), found)
	}
}

func costsAt(context *validation.CELSchemaContext, path []any) []ruleCost {
	info, err := context.TypeInfo()
	if err != nil {
		return []ruleCost{{Path: path, Error: err.Error()}}
	}
	results, err := rulecel.Compile(info.Schema, info.DeclType, celconfig.PerCallLimit, baseEnvironment, rulecel.NewExpressionsEnvLoader())
	if err != nil {
		return []ruleCost{{Path: path, Error: err.Error()}}
	}
	costs := []ruleCost{}
	for i, each := range results {
		at := below(path, "x-kubernetes-validations", i)
		occurrences := each.MaxCardinality
		if context.MaxCardinality != nil {
			occurrences = *context.MaxCardinality
		}
		rule := ruleCost{Path: below(at, "rule"), Cost: strconv.FormatUint(product(each.MaxCost, occurrences), 10)}
		if each.Error != nil {
			rule.Error = each.Error.Error()
		}
		costs = append(costs, rule)
		if each.MessageExpression != nil {
			message := strconv.FormatUint(each.MessageExpressionMaxCost, 10)
			costs = append(costs, ruleCost{Path: below(at, "messageExpression"), Cost: message})
		}
	}
	return costs
}

func product(a, b uint64) uint64 {
	if a != 0 && math.MaxUint64/a < b {
		return math.MaxUint64
	}
	return a * b
}

func below(path []any, steps ...any) []any {
	return append(append([]any{}, path...), steps...)
}
