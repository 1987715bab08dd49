/** OpenTelemetry: spans and metrics from what an observer is told, and the trace of a log line. It uses the API package only. */
export { type OpenTelemetryOptions, openTelemetry } from './open-telemetry.ts';
export { type TraceFields, traceFields } from './trace-fields.ts';
