package dev.tourniquet.replay.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Moves an event into the account and Region of the template: the account whose bus emitted it becomes the local one,
 * wherever it stands as a value or in an ARN, and likewise the event's Region. An account that differs from the
 * envelope's stays another account; should it happen to be the local one, the two trade places.
 */
public final class Relocation {
    private static final Pattern ARN =
            Pattern.compile("(arn:[a-z-]{1,20}:[a-z0-9-]{1,40}:)([a-z0-9-]{0,30}):([0-9xX*]{6,20})?(?=:)");

    /** 12 digits; in events that went through many hands also another number of them, or a mask. */
    private static final Pattern ACCOUNT = Pattern.compile("[0-9xX*]{6,20}");

    private final String account;
    private final String region;
    private final String localAccount;
    private final String localRegion;

    private Relocation(String account, String region, String localAccount, String localRegion) {
        this.account = account;
        this.region = region;
        this.localAccount = localAccount;
        this.localRegion = localRegion;
    }

    /** From where {@code event} comes to the local account and Region. */
    public static Relocation of(JsonNode event, String localAccount, String localRegion) {
        String account = event.path("account").asText("");
        String region = event.path("region").asText("");
        return new Relocation(
                ACCOUNT.matcher(account).matches() ? account : localAccount,
                region.matches("[a-z]{2}(-[a-z]+)+-\\d") ? region : localRegion,
                localAccount,
                localRegion);
    }

    /** What is exchanged, for people; empty where nothing is. */
    public List<String> description() {
        List<String> lines = new ArrayList<>();
        if (!account.equals(localAccount)) {
            lines.add("account " + account + " as " + localAccount);
        }
        if (!region.equals(localRegion)) {
            lines.add("Region " + region + " as " + localRegion);
        }
        return lines;
    }

    /** The moved event. */
    public ObjectNode apply(ObjectNode event) {
        ObjectNode moved = (ObjectNode) Texts.map(event, this::moved);
        // A Region is a Region only where it is said to be one: a bucket's own Region, say, is not the event's.
        replaceRegion(moved);
        if (moved.path("detail") instanceof ObjectNode detail) {
            replaceRegion(detail);
            detail.path("findings").forEach(this::replaceRegionOfAsff);
        }
        return moved;
    }

    private void replaceRegion(ObjectNode node) {
        if (node.path("region").asText("").equals(region)) {
            node.put("region", localRegion);
        }
    }

    /** Security Hub writes its findings with capitals. */
    private void replaceRegionOfAsff(JsonNode finding) {
        if (finding instanceof ObjectNode asff && asff.path("Region").asText("").equals(region)) {
            asff.put("Region", localRegion);
        }
    }

    private String moved(String text) {
        if (ACCOUNT.matcher(text).matches()) {
            return account(text);
        }
        return text.contains("arn:")
                ? ARN.matcher(text)
                        .replaceAll(arn -> Matcher.quoteReplacement(arn.group(1)
                                + (arn.group(2).equals(region) ? localRegion : arn.group(2))
                                + ":"
                                + (arn.group(3) == null ? "" : account(arn.group(3)))))
                : text;
    }

    private String account(String id) {
        if (id.equals(account)) {
            return localAccount;
        }
        return id.equals(localAccount) ? account : id;
    }
}
