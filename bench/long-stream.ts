/** Events of a stream whose throughput is measured. */
export const longStreamEvents = 2000;
