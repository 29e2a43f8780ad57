package dev.tourniquet.replay.operate;

import dev.tourniquet.localaws.LocalAws;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/** {@code tourniquet local}. */
@Command(
        name = "local",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 110,
        header = "Starts a local AWS and keeps it until this command is interrupted.",
        description = {
            "",
            "Prints its URL. Replay an event on it (replay --endpoint-url URL <event>), then work on the cases that it leaves "
                    + "(cases --endpoint-url URL).",
            ""
        })
public final class LocalCommand implements Callable<Integer> {
    @Override
    public Integer call() throws InterruptedException {
        try (LocalAws aws = LocalAws.start()) {
            System.out.println(aws.endpoint());
            System.out.flush();
            new CountDownLatch(1).await();
        }
        return Exit.DONE;
    }
}
