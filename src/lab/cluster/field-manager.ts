/** Whom clusters know the lab's own objects from. */
export const fieldManager = 'plumbline-lab';
