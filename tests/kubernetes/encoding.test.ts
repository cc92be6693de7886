import { expect, test } from 'vitest';
import { GoTypes } from '../../scripts/crds/encoding.ts';

const text = `package v1

import (
	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

type Phase string

type Verbs []string

type Alias = Phase

// A comment.
type Inner struct {
	// Its name.
	Name string \`json:"name" protobuf:"bytes,1,opt,name=name"\`
	Hidden string \`json:"-"\`
}

type Outer struct {
	metav1.TypeMeta \`json:",inline"\`
	Inner \`json:",inline"\`
	Value Inner \`json:"value,omitempty"\`
	Pointer *Inner \`json:"pointer,omitempty"\`
	Required *Inner \`json:"required"\`
	Phase Phase \`json:"phase,omitempty"\`
	Also Alias \`json:"also"\`
	Verbs Verbs \`json:"verbs"\`
	Labels map[string]string \`json:"labels,omitempty"\`
	At metav1.Time \`json:"at,omitempty"\`
	Zero metav1.Time \`json:"zero,omitempty,omitzero"\`
}
`;

test('how Go writes a field is read from its type and its tag', () => {
  const types = new GoTypes();
  types.read('k8s.io/api', { path: 'example/v1/types.go', text });
  expect(types.encodingOf('io.k8s.api.example.v1.Outer')).toEqual({
    null: ['at', 'required', 'verbs'],
    omitsEmpty: ['labels', 'phase'],
    present: ['also', 'name', 'value'],
  });
  expect(types.encodingOf('io.k8s.api.example.v1.Nothing')).toBeUndefined();
});

test('a type that nobody read is an error, not a guess', () => {
  const types = new GoTypes();
  const field = '\tA Strange `json:"a"`\n';
  types.read('k8s.io/api', { path: 'example/v1/types.go', text: `type X struct {\n${field}}\n` });
  expect(() => types.encodingOf('io.k8s.api.example.v1.X')).toThrow('the Go type Strange is not known');
});
