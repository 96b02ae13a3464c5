/** Half the taps of the filter, in periods of the lower of the two rates. */
const HALF_WIDTH = 16;

/**
 * Changes the sampling rate by windowed-sinc interpolation, with the pass band below the lower of the two Nyquist
 * frequencies. Made for speech files at start-up, not for packets.
 */
export function resample(samples: Int16Array, from: number, to: number): Int16Array {
  if (from === to) return samples;
  const cutoff = Math.min(1, to / from);
  const reach = HALF_WIDTH / cutoff;
  return Int16Array.from({ length: Math.floor((samples.length * to) / from) }, (_, i) => {
    const centre = (i * from) / to;
    let total = 0;
    for (let k = Math.max(0, Math.ceil(centre - reach)); k <= Math.min(samples.length - 1, centre + reach); k++) {
      const distance = k - centre;
      total += samples[k]! * cutoff * sinc(distance * cutoff) * hann(distance / reach);
    }
    return Math.max(-32768, Math.min(32767, Math.round(total)));
  });
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
const hann = (x: number): number => 0.5 + 0.5 * Math.cos(Math.PI * x);
