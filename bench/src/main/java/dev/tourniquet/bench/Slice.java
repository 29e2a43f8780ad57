package dev.tourniquet.bench;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A share of one processor, as Lambda gives it to a function of less than 1,769 MB: a control group (version 1), which only root may make. */
final class Slice implements AutoCloseable {
    private static final Path GROUPS = Path.of("/sys/fs/cgroup/cpu");
    private static final int PERIOD_MICROS = 20_000;

    private static final int ATTEMPTS = 50;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Path group;

    private Slice(Path group) {
        this.group = group;
    }

    /** Empty where this machine does not let us. */
    static Optional<Slice> of(double share) {
        Path group =
                GROUPS.resolve("tourniquet-bench-" + ProcessHandle.current().pid());
        try {
            Files.createDirectories(group);
            Files.writeString(group.resolve("cpu.cfs_period_us"), String.valueOf(PERIOD_MICROS));
            Files.writeString(group.resolve("cpu.cfs_quota_us"), String.valueOf(Math.round(PERIOD_MICROS * share)));
            return Optional.of(new Slice(group));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void hold(long pid) throws IOException {
        Files.writeString(group.resolve("cgroup.procs"), String.valueOf(pid));
    }

    /** A process that has ended can stay in the group for a moment. */
    @Override
    public void close() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                Files.delete(group);
                return;
            } catch (FileSystemException busy) {
                if (attempt == ATTEMPTS) {
                    throw busy;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
