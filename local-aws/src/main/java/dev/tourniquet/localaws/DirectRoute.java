package dev.tourniquet.localaws;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps calls to the emulator off any proxy, whose settings are made for the outside world.
 *
 * <p>The SDK's URL connection client takes {@code HTTP_PROXY} from the environment unless a proxy setting is given as a system property;
 * {@code http.nonProxyHosts} is one, and leaves hosts that it does not name to {@code http.proxyHost}, as before.
 */
final class DirectRoute {

    private static final String NON_PROXY_HOSTS = "http.nonProxyHosts";

    private DirectRoute() {}

    static void to(String host) {
        Set<String> hosts = new LinkedHashSet<>(List.of(
                System.getProperty(NON_PROXY_HOSTS, "localhost|127.*|[::1]").split("\\|")));
        hosts.addAll(List.of("*.localhost", host, "*." + host));
        System.setProperty(NON_PROXY_HOSTS, String.join("|", hosts));
    }
}
