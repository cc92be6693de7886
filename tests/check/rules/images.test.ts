import { expect, test } from 'vitest';
import { checked, deployment } from '../checked.ts';

test('an image with blanks around it is taken in what makes pods, but no pod starts with it', () => {
  const yaml = deployment('{initContainers: [{name: init, image: " x"}, {name: other, image: x}]}');
  expect(checked(yaml)).toEqual([
    'warning invalid-value spec.template.spec.initContainers[0].image: " x" has blanks around it: the API server refuses such a pod',
  ]);
});
