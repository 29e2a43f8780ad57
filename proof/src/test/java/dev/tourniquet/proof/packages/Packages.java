package dev.tourniquet.proof.packages;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tourniquet.replay.run.Starter;
import dev.tourniquet.replay.template.Function;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Functions out of their shrunk packages, in this process: of all else only the JDK and the interfaces of Lambda are there. Nothing stands
 * between them and the emulator, since what does is of other classes than theirs.
 */
final class Packages implements Starter {
    private static final String INTERFACES = "com.amazonaws.services.lambda.runtime.";

    private final Map<String, ClassLoader> loaders = new HashMap<>();

    @Override
    public RequestStreamHandler start(
            Function function,
            Map<String, String> environment,
            List<ExecutionInterceptor> between,
            InstantSource clock) {
        ClassLoader loader = loaders.computeIfAbsent(function.name(), Packages::loader);
        return Starter.instance(function, () -> {
            Class<?> medium = loader.loadClass("dev.tourniquet.runtime.Medium");
            Class<?> aws = loader.loadClass("dev.tourniquet.runtime.Aws");
            Object still = medium.getField("WITHOUT_WAITING").get(null);
            Object timed = medium.getMethod("by", InstantSource.class).invoke(still, clock);
            return loader.loadClass(function.handler())
                    .getConstructor(aws)
                    .newInstance(aws.getMethod("of", Map.class, medium).invoke(null, environment, timed));
        });
    }

    /** The classes of a package, and those that it shares with its surroundings. */
    static ClassLoader loader(String function) {
        Path library = Path.of("functions", function.replaceFirst("^tourniquet-", ""), "target/lambda/lib");
        try (Stream<Path> jars = Files.list(library)) {
            return new URLClassLoader(jars.map(Packages::url).toArray(URL[]::new), new Interfaces());
        } catch (IOException e) {
            throw new UncheckedIOException(library + ": mvn package makes it", e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Which both sides share. */
    private static final class Interfaces extends ClassLoader {
        Interfaces() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith(INTERFACES)) {
                return Packages.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
