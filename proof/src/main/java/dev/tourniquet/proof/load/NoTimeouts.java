package dev.tourniquet.proof.load;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * What never ends a call. A time-out would count real time, which passes while {@link VirtualTime} stands still; and whoever waited for
 * a lock of the executor would wait for a thread of which virtual time knows nothing, and time would leap.
 */
final class NoTimeouts {
    private NoTimeouts() {}

    static ScheduledExecutorService executor() {
        return (ScheduledExecutorService) Proxy.newProxyInstance(
                NoTimeouts.class.getClassLoader(), new Class<?>[] {ScheduledExecutorService.class}, (_, method, _) -> {
                    if (method.getName().equals("schedule")) {
                        return new Never();
                    }
                    throw new UnsupportedOperationException(method.toString());
                });
    }

    private static final class Never extends CompletableFuture<Object> implements ScheduledFuture<Object> {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
