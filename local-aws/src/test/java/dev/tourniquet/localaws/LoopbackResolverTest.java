package dev.tourniquet.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs against the resolver that this JVM has loaded, not against an instance of its own. */
final class LoopbackResolverTest {

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
        assertThatThrownBy(() -> InetAddress.getByName(name))
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
    void handsTheAllowedHostAndNamesBelowItToTheJdk() throws UnknownHostException {
        // The JDK's resolver answers for a literal too, so that this needs no network.
        System.setProperty(LoopbackResolver.ALLOWED_HOST, "ip6-localhost");

        assertThat(LoopbackResolver.parentOf("123456789012.ip6-localhost")).contains("ip6-localhost");
        assertThatCode(() -> LoopbackResolver.requireLocal(URI.create("http://ip6-localhost:5000")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> InetAddress.getByName("example.net")).hasMessageStartingWith("local AWS only: ");
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

        assertThatThrownBy(() -> InetAddress.getByName(name)).hasMessageStartingWith("local AWS only: ");
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
