// Command merge-oracle compares objects as the API server's server-side apply does.
//
// Its argument is a file of OpenAPI definitions. It reads two objects of one kind as a JSON array a line, and answers each
// with the paths of the fields that were added, removed or modified, as lists of structured-merge-diff's path elements;
// with null if an object is none of its kind.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/managedfields"
	"k8s.io/kube-openapi/pkg/validation/spec"
	"sigs.k8s.io/structured-merge-diff/v6/fieldpath"
)

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "merge-oracle:", err)
		os.Exit(1)
	}
}

func run(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	definitions := map[string]*spec.Schema{}
	if err := json.Unmarshal(text, &definitions); err != nil {
		return err
	}
	converter, err := managedfields.NewTypeConverter(definitions, false)
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var pair [2]map[string]any
		if err := json.Unmarshal(lines.Bytes(), &pair); err != nil {
			return err
		}
		answer, err := compare(converter, pair)
		if err != nil {
			answer = nil
		}
		if err := json.NewEncoder(os.Stdout).Encode(answer); err != nil {
			return err
		}
	}
	return lines.Err()
}

func compare(converter managedfields.TypeConverter, pair [2]map[string]any) ([][]string, error) {
	before, err := converter.ObjectToTyped(&unstructured.Unstructured{Object: pair[0]})
	if err != nil {
		return nil, err
	}
	after, err := converter.ObjectToTyped(&unstructured.Unstructured{Object: pair[1]})
	if err != nil {
		return nil, err
	}
	comparison, err := before.Compare(after)
	if err != nil {
		return nil, err
	}
	paths := [][]string{}
	comparison.Added.Union(comparison.Removed).Union(comparison.Modified).Iterate(func(path fieldpath.Path) {
		elements := []string{}
		for _, each := range path {
			text, serializeError := fieldpath.SerializePathElement(each)
			if serializeError != nil {
				err = serializeError
			}
			elements = append(elements, text)
		}
		paths = append(paths, elements)
	})
	return paths, err
}
