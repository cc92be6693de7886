import { expect, test } from 'vitest';
import { deployment, object, told } from '../../told.ts';

const image = (text: string): string => deployment(`containers: [{name: x, image: "${text}"}]`);
const scaled = (text: string): string =>
  object(
    'keda.sh/v1alpha1',
    'ScaledJob',
    `spec: {jobTargetRef: {template: {spec: {containers: [{name: x, image: "${text}"}]}}}}`,
  );
const newest = (is: string, was: string): string =>
  `warning unpinned-image: its container x takes whatever ${is} stands for from now on, no longer ${was}`;
const elsewhere = (is: string, was: string): string =>
  `warning other-registry: its container x comes from ${is} from now on, no longer from ${was}`;
const unpinned = (is: string): string =>
  `warning unpinned-image: its container x is no longer pinned by digest: what ${is} stands for may change`;

test.each<[string, string, string, string[]]>([
  ['a tag for a digest', image('shop@sha256:1111'), image('shop:v2'), [unpinned('shop:v2')]],
  ['another digest, with its tag', image('shop@sha256:1111'), image('shop:latest@sha256:2222'), []],
  ['another tag', image('shop:v1'), image('shop:v2'), []],
  ['the newest', image('shop:v1'), image('shop:latest'), [newest('shop:latest', 'shop:v1')]],
  ['the newest, of jobs', scaled('shop:v1'), scaled('shop:latest'), [newest('shop:latest', 'shop:v1')]],
  [
    'no tag',
    image('a.b:5000/shop:v1'),
    image('a.b:5000/shop'),
    [newest('a.b:5000/shop', 'a.b:5000/shop:v1')],
  ],
  ['the newest, of what was the newest', image('shop'), image('shop:latest'), []],
  ['a tag, of what was the newest', image('shop:latest'), image('shop:v1'), []],
  ['a name that ends like it', image('shop:v1'), image('shop:not-latest'), []],
  ['another registry', image('ghcr.io/a/shop:v1'), image('a/shop:v1'), [elsewhere('docker.io', 'ghcr.io')]],
  [
    'another registry, with another digest',
    image('ghcr.io/a/shop@sha256:1111'),
    image('evil.example/a/shop@sha256:2222'),
    [elsewhere('evil.example', 'ghcr.io')],
  ],
  [
    'another registry, with the same digest',
    image('ghcr.io/a/shop@sha256:1111'),
    image('b.example/shop@sha256:1111'),
    [],
  ],
  ['the same registry, written out', image('a/shop:v1'), image('index.docker.io/a/shop:v2'), []],
  [
    'the registry of another region',
    image('1.dkr.ecr.us-west-2.amazonaws.com/shop:v1'),
    image('1.dkr.ecr.eu-central-1.amazonaws.com/shop:v1'),
    [],
  ],
  ['a container that was not there', deployment(''), image('ghcr.io/shop:latest'), []],
])('an image by %s', (_, before, after, expected) => expect(told(before, after)).toEqual(expected));
