package io.rekey.messaging.outbox;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;

/** The current trace as W3C {@code traceparent}, so that a trace goes on behind the outbox. */
public final class TraceContext {

    private final Tracer tracer;

    public TraceContext(Tracer tracer) {
        this.tracer = tracer;
    }

    @Nullable
    String current() {
        @Nullable Span span = tracer.currentSpan();
        if (span == null || span.isNoop()) {
            return null;
        }
        String traceId = "0".repeat(Math.max(0, 32 - span.context().traceId().length()))
                + span.context().traceId(); // some tracers have short ids, W3C has not
        boolean sampled = Boolean.TRUE.equals(span.context().sampled());
        return "00-" + traceId + "-" + span.context().spanId() + (sampled ? "-01" : "-00");
    }
}
