import { filePlace } from './file.ts';
import { type Place, s3Scheme } from './place.ts';

/** @param address path of a file, or `s3://BUCKET/KEY` */
export async function placeAt(address: string): Promise<Place> {
  if (!address.startsWith(s3Scheme)) return filePlace(address);
  const { s3Place } = await import('./s3.ts');
  return s3Place(address);
}
