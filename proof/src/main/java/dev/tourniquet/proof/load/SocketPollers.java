package dev.tourniquet.proof.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * What wakes virtual threads that wait for sockets. The JVM starts them with the first that does so, and on its scheduler: that must be
 * none of {@link VirtualTime}, which ends.
 */
final class SocketPollers {
    private SocketPollers() {}

    static void start() {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(0, 1, here)) {
            Thread waiting = Thread.startVirtualThread(() -> {
                try {
                    server.accept().close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            while (waiting.getState() == Thread.State.NEW || waiting.getState() == Thread.State.RUNNABLE) {
                Thread.onSpinWait();
            }
            new Socket(here, server.getLocalPort()).close();
            waiting.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
