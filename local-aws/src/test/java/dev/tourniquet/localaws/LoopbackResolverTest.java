package dev.tourniquet.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs against the resolver that this JVM has loaded, not against an instance of its own. */
final class LoopbackResolverTest {

    private static final LookupPolicy IPV4 = LookupPolicy.of(LookupPolicy.IPV4);

    @AfterEach
    void allowNothing() {
        System.clearProperty(LoopbackResolver.ALLOWED_HOST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST", "123456789012.localhost", "logs.example.com.localhost", "127.0.0.1"})
    void resolvesLoopbackNames(String name) throws UnknownHostException {
        assertThat(InetAddress.getAllByName(name))
                .extracting(InetAddress::getHostAddress)
                .containsExactly("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iam.amazonaws.com",
                "ec2.us-east-1.amazonaws.com",
                "example.org",
                "notlocalhost",
                "localhost.example.org"
            })
    void refusesAllOtherNames(String name) {
        assertThatThrownBy(() -> InetAddress.getAllByName(name))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("local AWS only: " + name + " is not a loopback name");
    }

    @Test
    void knowsTheMachinesOwnName() throws UnknownHostException {
        assertThat(InetAddress.getLocalHost().isLoopbackAddress()).isTrue();
    }

    @Test
    void namesOnlyLoopbackAddresses() throws UnknownHostException {
        assertThat(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}).getHostName())
                .isEqualTo("localhost");
        assertThat(InetAddress.getByAddress(new byte[] {8, 8, 8, 8}).getHostName())
                .isEqualTo("8.8.8.8");
    }

    @Test
    void looksUpTheAllowedHostForItselfAndForNamesBelowIt() throws UnknownHostException {
        System.setProperty(LoopbackResolver.ALLOWED_HOST, "Emulator");
        InetAddressResolver resolver = new LoopbackResolver.Fence(new Network(), () -> "here");

        assertThat(resolver.lookupByName("emulator", IPV4)).containsExactly(Network.ADDRESS);
        assertThat(resolver.lookupByName("123456789012.emulator", IPV4)).containsExactly(Network.ADDRESS);
        assertThatThrownBy(() -> resolver.lookupByName("other", IPV4)).isInstanceOf(UnknownHostException.class);
        assertThatCode(() -> LoopbackResolver.requireLocal(URI.create("http://emulator:5000")))
                .doesNotThrowAnyException();
    }

    /** A network in which only {@code emulator} has an address. */
    private static final class Network implements InetAddressResolver {

        private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.1");

        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) {
            assertThat(host).isEqualTo("emulator");
            return Stream.of(ADDRESS);
        }

        @Override
        public String lookupByAddress(byte[] address) {
            throw new AssertionError("not called");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amazonaws.com",
                "dynamodb.amazonaws.com",
                "ec2.cn-north-1.amazonaws.com.cn",
                "lambda.us-east-1.api.aws"
            })
    void neverAllowsAws(String name) {
        System.setProperty(LoopbackResolver.ALLOWED_HOST, name);

        assertThatThrownBy(() -> InetAddress.getAllByName(name)).hasMessageStartingWith("local AWS only: ");
        assertThatThrownBy(() -> LoopbackResolver.requireLocal(URI.create("https://" + name)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:5000", "http://127.0.0.1:5000", "http://[::1]:5000", "http://x.localhost"})
    void takesLoopbackEndpoints(URI endpoint) {
        assertThatCode(() -> LoopbackResolver.requireLocal(endpoint)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:5000", "/tmp", "http://10.0.0.1", "http://127.example.org"})
    void refusesOtherEndpoints(URI endpoint) {
        assertThatThrownBy(() -> LoopbackResolver.requireLocal(endpoint)).isInstanceOf(IllegalArgumentException.class);
    }
}
