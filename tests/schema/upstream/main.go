// Schema-oracle judges custom resources with the API server's own packages: what the API server does between reading
// a request and CEL. Reads {name, namespaced, schema, object} as JSON from standard input, the schema only with the
// first object of a name; writes one line for each: a list of errors, null for none.
package main

import (
	"bufio"
	"encoding/json"
	"io"
	"log"
	"os"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	metavalidation "k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

type request struct {
	Name       string
	Namespaced bool
	Schema     *apiextensionsv1.JSONSchemaProps
	Object     json.RawMessage
}

type judge struct {
	structural *schema.Structural
	validator  validation.SchemaValidator
}

func main() {
	judges := map[string]*judge{}
	requests := json.NewDecoder(bufio.NewReader(os.Stdin))
	verdicts := json.NewEncoder(os.Stdout)
	for {
		var next request
		if err := requests.Decode(&next); err == io.EOF {
			return
		} else if err != nil {
			log.Fatal(err)
		}
		if next.Schema != nil {
			judges[next.Name] = newJudge(next.Schema)
		}
		object := map[string]interface{}{}
		if err := utiljson.Unmarshal(next.Object, &object); err != nil {
			log.Fatal(err)
		}
		if err := verdicts.Encode(judges[next.Name].errors(object, next.Namespaced)); err != nil {
			log.Fatal(err)
		}
	}
}

func newJudge(published *apiextensionsv1.JSONSchemaProps) *judge {
	internal := &apiextensions.JSONSchemaProps{}
	if err := apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(published, internal, nil); err != nil {
		log.Fatal(err)
	}
	structural, err := schema.NewStructural(internal)
	if err != nil {
		log.Fatal(err)
	}
	validator, _, err := validation.NewSchemaValidator(internal)
	if err != nil {
		log.Fatal(err)
	}
	return &judge{structural, validator}
}

func (j *judge) errors(object map[string]interface{}, namespaced bool) (found []string) {
	meta, _, unknown, err := objectmeta.GetObjectMetaWithOptions(object, objectmeta.ObjectMetaOptions{ReturnUnknownFieldPaths: true})
	if err != nil {
		return []string{err.Error()}
	}
	apiVersion, kind := object["apiVersion"], object["kind"]
	unknown = append(unknown, pruning.PruneWithOptions(object, j.structural, true, schema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true})...)
	defaulting.PruneNonNullableNullsWithoutDefaults(object, j.structural)
	invalid, more := objectmeta.CoerceWithOptions(nil, object, j.structural, false, objectmeta.CoerceOptions{ReturnUnknownFieldPaths: true})
	if invalid != nil {
		return []string{invalid.Error()}
	}
	for _, path := range append(unknown, more...) {
		found = append(found, "unknown field "+path)
	}
	object["apiVersion"], object["kind"] = apiVersion, kind
	if err := objectmeta.SetObjectMeta(object, meta); err != nil {
		return append(found, err.Error())
	}
	defaulting.Default(object, j.structural)
	resource := &unstructured.Unstructured{Object: object}
	if namespaced {
		resource.SetNamespace("default")
	}
	errors := metavalidation.ValidateObjectMetaAccessor(resource, namespaced, metavalidation.NameIsDNSSubdomain, field.NewPath("metadata"))
	errors = append(errors, validation.ValidateCustomResource(nil, object, j.validator)...)
	errors = append(errors, objectmeta.Validate(nil, object, j.structural, false)...)
	errors = append(errors, listtype.ValidateListSetsAndMaps(nil, j.structural, object)...)
	for _, err := range errors {
		found = append(found, err.Error())
	}
	return found
}
