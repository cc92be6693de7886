import { selectMaps, selectTexts, textOf } from '../../manifest/select.ts';
import { quote } from '../describe.ts';
import { once } from './once.ts';
import { type Fields, isEmpty, isSet, type StructRule, type Wrong } from './struct.ts';

/** Claims of devices, and classes of them (`pkg/apis/resource/validation`). */

/** `validateDeviceRequest` */
function asksOneWay({ exactly, firstAvailable }: Fields): Wrong[] {
  const hasChoice = !isEmpty(firstAvailable);
  if (isSet(exactly) !== hasChoice) return [];
  return [
    {
      at: [hasChoice ? 'firstAvailable' : 'exactly'],
      message: hasChoice ? 'cannot be set beside exactly' : 'is missing, and so is firstAvailable',
      allowed: 'exactly one of exactly, firstAvailable',
    },
  ];
}

/** `validateDeviceAllocationMode`; of zero, the API server makes 1. */
function countFitsMode({ allocationMode, count }: Fields): Wrong[] {
  if (typeof count !== 'number' || count === 0) return [];
  const at = ['count'];
  if (allocationMode === 'All')
    return [
      { at, message: `${count} is for allocationMode ExactCount`, allowed: 'none, with allocationMode All' },
    ];
  return count > 0 ? [] : [{ at, message: `${count} is too small`, allowed: 'at least 1' }];
}

/** What rules and configuration are for is asked for (`validateRequestNameRef`). */
function namesItsRequests(claim: Fields): Wrong[] {
  const names = selectMaps(claim, 'requests[]').flatMap(({ value }) => {
    const name = textOf(value, 'name');
    if (name === undefined) return [];
    return [name, ...selectTexts(value, 'firstAvailable[].name').map((each) => `${name}/${each.value}`)];
  });
  return ['constraints[].requests[]', 'config[].requests[]']
    .flatMap((pattern) => selectTexts(claim, pattern))
    .filter(({ value }) => !names.includes(value))
    .map(({ value, path }) => ({
      at: path,
      message: `${quote(value)} is no request of the claim`,
      allowed: names.length === 0 ? 'none: the claim has no requests' : names.join(', '),
    }));
}

export const deviceRules: Readonly<Record<string, readonly StructRule[]>> = {
  'resource.v1.DeviceClaim': [namesItsRequests, once('requests[]', 'name')],
  'resource.v1.DeviceRequest': [asksOneWay, once('firstAvailable[]', 'name')],
  'resource.v1.DeviceSubRequest': [countFitsMode],
  'resource.v1.ExactDeviceRequest': [countFitsMode],
};
