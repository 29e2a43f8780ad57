package dev.tourniquet.localaws;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Resolves loopback names and refuses all others, for the whole JVM: nothing that runs with this module on its class path can reach
 * real AWS by name. The JDK finds it through {@code META-INF/services}.
 *
 * <p>{@code localhost}, every name below it (RFC 6761, section 6.3) and the machine's own name are 127.0.0.1. Names below it are what the SDK makes of the
 * endpoint {@code http://localhost:<port>}: {@code 123456789012.localhost} for S3 Control, {@code <bucket>.localhost} for S3. A host that the user names with
 * {@code -Dtourniquet.local-aws.allowed-host=<name>} is looked up as usual, and names below it get its addresses; a name of AWS cannot be allowed.
 * Address literals never come here; {@link LocalOnly} stops those that an SDK client would use.
 */
public final class LoopbackResolver extends InetAddressResolverProvider {

    /** System property with the one host, besides this machine, that may be reached. */
    public static final String ALLOWED_HOST = "tourniquet.local-aws.allowed-host";

    /** Set for the rest of the process where an operator has named a real account. */
    private static final String OPERATOR = "tourniquet.operator";

    private static final Pattern LOOPBACK_LITERAL = Pattern.compile("127(\\.\\d{1,3}){3}|\\[::1]");
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    /**
     * Lets every name be looked up as usual from now on. Only for a command by which an operator works on the real account that
     * he has named; no replay and no test runs in such a process.
     */
    public static void openForOperator() {
        System.setProperty(OPERATOR, "true");
    }

    /** For the JDK's service loader. */
    public LoopbackResolver() {}

    @Override
    public InetAddressResolver get(Configuration configuration) {
        return new Fence(configuration.builtinResolver(), configuration::lookupLocalHostName);
    }

    @Override
    public String name() {
        return "local AWS only";
    }

    static void requireLocal(URI endpoint) {
        String host = endpoint.getHost();
        if (host == null) {
            throw new IllegalArgumentException(
                    "the endpoint " + endpoint + " has no host; expected a form like http://localhost:5000");
        }
        if (!isLocal(host)) {
            throw new IllegalArgumentException(
                    "local AWS only: " + host + " is not a loopback name; if an emulator runs there, allow it with -D"
                            + ALLOWED_HOST + "=" + host);
        }
    }

    static boolean isLocal(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return isBelow(name, "localhost") || LOOPBACK_LITERAL.matcher(name).matches() || isAllowed(name);
    }

    /** The name of this machine, or of the allowed host, that the name is below. */
    static Optional<String> parentOf(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return Stream.concat(Stream.of("localhost"), allowedHost().stream())
                .filter(parent -> name.endsWith("." + parent))
                .findFirst();
    }

    private static Optional<String> allowedHost() {
        return Optional.ofNullable(System.getProperty(ALLOWED_HOST))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !name.isBlank());
    }

    private static boolean isAllowed(String name) {
        return !isOfAws(name)
                && allowedHost().filter(allowed -> isBelow(name, allowed)).isPresent();
    }

    private static boolean isBelow(String name, String parent) {
        return name.equals(parent) || name.endsWith("." + parent);
    }

    private static boolean isOfAws(String name) {
        return Stream.of("amazonaws.com", "amazonaws.com.cn", "amazonaws.eu", "api.aws", "aws.amazon.com")
                .anyMatch(domain -> isBelow(name, domain));
    }

    /** Apart from the provider, because a test cannot make the JDK's {@code Configuration}. */
    record Fence(InetAddressResolver network, Supplier<String> ownName) implements InetAddressResolver {

        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
            String name = host.toLowerCase(Locale.ROOT);
            if (isBelow(name, "localhost") || name.equalsIgnoreCase(ownName.get())) {
                return Stream.of(InetAddress.getByAddress(host, LOOPBACK));
            }
            if (Boolean.getBoolean(OPERATOR)) {
                return network.lookupByName(host, policy);
            }
            if (isAllowed(name)) {
                return network.lookupByName(allowedHost().orElseThrow(), policy);
            }
            throw new UnknownHostException("local AWS only: " + host + " is not a loopback name");
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            if (InetAddress.getByAddress(address).isLoopbackAddress()) {
                return "localhost";
            }
            throw new UnknownHostException("local AWS only: "
                    + InetAddress.getByAddress(address).getHostAddress() + " is not a loopback address");
        }
    }
}
