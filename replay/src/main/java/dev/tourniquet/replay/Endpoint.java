package dev.tourniquet.replay;

import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.localaws.LoopbackResolver;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** An emulator that the user named. */
public final class Endpoint {
    private static final Pattern REAL_AWS =
            Pattern.compile("(.*\\.)?(amazonaws\\.com(\\.cn)?|amazonaws\\.eu|api\\.aws|aws\\.amazon\\.com)\\.?");

    private Endpoint() {}

    /** Naming a host allows it; a host of AWS is refused with IllegalArgumentException. */
    public static LocalAws open(URI url) {
        String host = url.getHost();
        if (host == null || url.getScheme() == null || !url.getScheme().matches("https?")) {
            throw new IllegalArgumentException("--endpoint-url " + url + " is not of the form http://localhost:5000");
        }
        if (REAL_AWS.matcher(host.toLowerCase(Locale.ROOT)).matches()) {
            throw new IllegalArgumentException(
                    "--endpoint-url " + url + " is real AWS; replay only talks to an emulator");
        }
        System.setProperty(LoopbackResolver.ALLOWED_HOST, host);
        return LocalAws.at(url);
    }
}
