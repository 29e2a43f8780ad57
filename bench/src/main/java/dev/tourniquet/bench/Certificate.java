package dev.tourniquet.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate of the loopback address for this run, made by the JDK's keytool.
 *
 * @param keys with the private key
 * @param trusted what a JVM is to trust
 * @param pem what Python is to trust
 */
record Certificate(Path keys, Path trusted, Path pem) {
    static final String PASSWORD = "bench-only";

    /** The SDK puts the account in front of the host, for S3 Control, and the bucket, for S3. */
    static final List<String> NAMES = List.of("localhost", "123456789012.localhost", "tq-marketing-assets.localhost");

    static Certificate make(Path folder) throws IOException {
        Certificate made =
                new Certificate(folder.resolve("keys.p12"), folder.resolve("trusted.p12"), folder.resolve("stub.pem"));
        for (Path file : List.of(made.keys, made.trusted, made.pem)) {
            Files.deleteIfExists(file);
        }
        keytool(
                "-genkeypair",
                "-alias",
                "stub",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=ip:127.0.0.1,dns:" + String.join(",dns:", NAMES),
                "-validity",
                "2",
                "-keystore",
                made.keys.toString());
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "stub",
                "-file",
                made.pem.toString(),
                "-keystore",
                made.keys.toString());
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                "stub",
                "-file",
                made.pem.toString(),
                "-keystore",
                made.trusted.toString());
        return made;
    }

    SSLContext context() {
        try (InputStream file = Files.newInputStream(keys)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, PASSWORD.toCharArray());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void keytool(String... arguments) throws IOException {
        Commands.run(
                List.of(Commands.ofJdk("keytool")),
                List.of(arguments),
                List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    }
}
