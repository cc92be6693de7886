/** Neither that a hook is there says anything nor that it is not. */
export { isHook } from '../manifest/hook.ts';
