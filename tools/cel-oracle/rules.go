package main

import (
	"context"
	"encoding/json"
	"sort"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	rulecel "k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel/model"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"k8s.io/apiserver/pkg/cel/common"
	"k8s.io/apiserver/pkg/warning"
)

// custom asks what the rules of a definition say of custom resources, each created, or updated when it has an old one.
type custom struct {
	Schema *apiextensionsv1.JSONSchemaProps `json:"schema"`
	Cases  []struct {
		Object json.RawMessage `json:"object"`
		Old    json.RawMessage `json:"old,omitempty"`
	} `json:"cases"`
}

type customAnswer struct {
	// Blocked says that rules are not evaluated, because of what the schema has against the object.
	Blocked    bool     `json:"blocked,omitempty"`
	Violations []string `json:"violations,omitempty"`
	Warnings   []string `json:"warnings,omitempty"`
}

func answersTo(asked *custom) []customAnswer {
	internal := &apiextensions.JSONSchemaProps{}
	if err := apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(asked.Schema, internal, nil); err != nil {
		panic(err)
	}
	structural, err := schema.NewStructural(internal)
	if err != nil {
		panic(err)
	}
	validator, _, err := validation.NewSchemaValidator(internal)
	if err != nil {
		panic(err)
	}
	rules := rulecel.NewValidator(structural, true, celconfig.PerCallLimit)
	answers := make([]customAnswer, len(asked.Cases))
	for i, each := range asked.Cases {
		object := read(each.Object, structural)
		var errs field.ErrorList
		var options []rulecel.Option
		var old any
		if each.Old == nil {
			errs = validation.ValidateCustomResource(nil, object, validator)
			errs = append(errs, listtype.ValidateListSetsAndMaps(nil, structural, object)...)
		} else {
			before := read(each.Old, structural)
			correlated := common.NewCorrelatedObject(object, before, &model.Structural{Structural: structural})
			errs = validation.ValidateCustomResourceUpdate(nil, object, before, validator, validation.WithRatcheting(correlated))
			options = append(options, rulecel.WithRatcheting(correlated))
			old = before
		}
		errs = append(errs, objectmeta.Validate(nil, object, structural, false)...)
		if isBlocking(errs) {
			answers[i].Blocked = true
			continue
		}
		recorder := &warnings{}
		found, _ := rules.Validate(warning.WithWarningRecorder(context.Background(), recorder), nil, structural, object, old, celconfig.RuntimeCELCostBudget, options...)
		for _, each := range found {
			answers[i].Violations = append(answers[i].Violations, each.Error())
		}
		answers[i].Warnings = recorder.texts
		sort.Strings(answers[i].Violations)
		sort.Strings(answers[i].Warnings)
	}
	return answers
}

// read does what the API server does before it validates.
func read(raw json.RawMessage, structural *schema.Structural) map[string]any {
	object := decodeAny(raw).(map[string]any)
	pruning.Prune(object, structural, true)
	defaulting.PruneNonNullableNullsWithoutDefaults(object, structural)
	defaulting.Default(object, structural)
	return object
}

// As in apiextensions-apiserver/pkg/registry/customresource/strategy.go.
func isBlocking(errs field.ErrorList) bool {
	for _, err := range errs {
		switch err.Type {
		case field.ErrorTypeNotSupported, field.ErrorTypeRequired, field.ErrorTypeTooLong, field.ErrorTypeTooMany, field.ErrorTypeTypeInvalid:
			return true
		}
	}
	return false
}

type warnings struct{ texts []string }

func (w *warnings) AddWarning(_, text string) { w.texts = append(w.texts, text) }
