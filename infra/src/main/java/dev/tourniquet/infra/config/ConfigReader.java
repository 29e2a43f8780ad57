package dev.tourniquet.infra.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the key {@code tourniquet} of cdk.json's context. Every section is checked, also those not selected. */
public final class ConfigReader {

    private static final String ROOT = "tourniquet";

    private ConfigReader() {}

    /**
     * Reads all deployments, or those of one account, in the order of account and Region.
     *
     * @param json     the value of the context key
     * @param selected the account to deploy ({@code -c account=<id>}), or null for all
     * @throws ConfigurationException naming the full path of the key that is wrong
     */
    public static List<Deployment> read(@Nullable JsonNode json, @Nullable String selected) {
        if (json == null || json.isNull()) {
            throw new ConfigurationException("context." + ROOT, "missing in cdk.json");
        }
        ConfigNode root = new ConfigNode(ROOT, json).withOnly(List.of("defaults", "accounts"));
        Settings defaults = root.find("defaults")
                .map(section -> SettingsReader.overlay(Settings.defaults(), section.withOnly(SettingsReader.KEYS)))
                .orElse(Settings.defaults());
        Map<String, ConfigNode> accounts = new TreeMap<>(root.find("accounts")
                .orElseThrow(() -> root.error("the key accounts is missing"))
                .members());

        List<Deployment> deployments = new ArrayList<>();
        accounts.forEach((account, section) -> deployments.addAll(account(account, section, defaults)));
        if (selected == null) {
            return List.copyOf(deployments);
        }
        if (!accounts.containsKey(selected)) {
            throw new ConfigurationException(
                    "account", "\"" + selected + "\" is not in " + ROOT + ".accounts: " + accounts.keySet());
        }
        return deployments.stream()
                .filter(deployment -> deployment.account().equals(selected))
                .toList();
    }

    private static List<Deployment> account(String account, ConfigNode section, Settings defaults) {
        if (!account.matches("\\d{12}")) {
            throw section.error("the key is not a 12-digit account id");
        }
        Set<String> keys = new LinkedHashSet<>(SettingsReader.KEYS);
        keys.add("regions");
        Settings settings = SettingsReader.overlay(defaults, section.withOnly(keys));
        Map<String, ConfigNode> regions = new TreeMap<>(section.find("regions")
                .orElseThrow(() -> section.error("the key regions is missing"))
                .members());
        return regions.entrySet().stream()
                .map(region -> region(account, region.getKey(), region.getValue(), settings))
                .toList();
    }

    private static Deployment region(String account, String region, ConfigNode section, Settings settings) {
        if (!region.matches("[a-z]{2}(-[a-z]+)+-\\d")) {
            throw section.error("the key is not a Region");
        }
        Settings own = SettingsReader.overlay(settings, section.withOnly(SettingsReader.KEYS));
        String boundary = own.permissionsBoundary();
        if (boundary != null && !boundary.contains("::aws:") && !boundary.contains("::" + account + ":")) {
            throw section.error("the permissionsBoundary in force here belongs to another account: " + boundary);
        }
        String secret = own.notifications().slackSecret();
        if (secret != null && !secret.contains(":secretsmanager:" + region + ":" + account + ":")) {
            throw section.error(
                    "the notifications.slackSecret in force here is not of this account and Region: " + secret);
        }
        return new Deployment(account, region, own);
    }
}
