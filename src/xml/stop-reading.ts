/** The exception that stops parsing after a fatal error. */
export class StopReading extends Error {}
