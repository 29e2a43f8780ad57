package dev.tourniquet.replay.report;

import dev.tourniquet.text.PlainText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An element of a page. What others chose comes in as text or as the value of an attribute only, and both are escaped where the page
 * is written: there is no way to put markup in.
 */
final class Html {
    private static final List<String> EMPTY = List.of("meta", "br", "hr");

    private final String name;
    private final Map<String, String> attributes = new TreeMap<>();
    private final List<Object> children = new ArrayList<>();

    private Html(String name) {
        this.name = name;
    }

    /** @param children elements, and whatever else is text */
    static Html of(String name, Object... children) {
        return new Html(name).with(List.of(children));
    }

    /** With an attribute; {@code attribute} is a name of ours. */
    Html set(String attribute, String value) {
        attributes.put(attribute, value);
        return this;
    }

    Html styled(String styles) {
        return set("class", styles);
    }

    /** With more inside. */
    Html with(Collection<?> more) {
        children.addAll(more);
        return this;
    }

    boolean isEmpty() {
        return children.isEmpty();
    }

    /** As it is written into a file. */
    @Override
    public String toString() {
        StringBuilder page = new StringBuilder();
        write(page);
        return page.toString();
    }

    private void write(StringBuilder page) {
        page.append('<').append(name);
        attributes.forEach((key, value) -> page.append(' ')
                .append(key)
                .append("=\"")
                .append(escaped(value))
                .append('"'));
        page.append('>');
        if (EMPTY.contains(name)) {
            return;
        }
        for (Object child : children) {
            if (child instanceof Html element) {
                element.write(page);
            } else {
                page.append(escaped(String.valueOf(child)));
            }
        }
        page.append("</").append(name).append('>');
    }

    /** A style sheet of ours is the one text that a browser does not unescape. */
    private String escaped(String text) {
        if (name.equals("style")) {
            return text;
        }
        return PlainText.of(text, "\ufffd")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
