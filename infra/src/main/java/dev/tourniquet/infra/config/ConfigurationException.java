package dev.tourniquet.infra.config;

/** The configuration in cdk.json is wrong; the message starts with the full path of the key. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConfigurationException(String path, String problem) {
        super(path + ": " + problem);
    }
}
