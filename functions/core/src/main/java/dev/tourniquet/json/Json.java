package dev.tourniquet.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.jspecify.annotations.Nullable;

/**
 * JSON as Tourniquet reads and writes it: unknown fields are ignored, instants are ISO-8601 in UTC, absent values are
 * left out, properties are in alphabetical order so that equal values give equal text.
 */
public final class Json {
    /** Thread-safe once built. Duplicate keys in a document are an error: two readers could see two different findings. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private Json() {}

    /** {@code value} as a tree. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** {@code tree} as a value of {@code type}; throws IllegalArgumentException where it does not fit. */
    public static <T> T as(JsonNode tree, Class<T> type) {
        return MAPPER.convertValue(tree, type);
    }

    /** {@code value} on one line. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass().getName() + " as JSON", e);
        }
    }

    /** {@code value} on one line of ASCII characters, all others escaped. */
    public static String ascii(Object value) {
        try {
            return MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass().getName() + " as JSON", e);
        }
    }

    /** Reads {@code text}; throws IllegalArgumentException, without the text, where it is not what it should be. */
    public static <T> T read(String text, Class<T> type) {
        try {
            return present(MAPPER.readValue(text, type));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    /** Reads {@code text} as a generic type, as {@link #read(String, Class)} does. */
    public static <T> T read(String text, TypeReference<T> type) {
        try {
            return present(MAPPER.readValue(text, type));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not as expected: " + e.getOriginalMessage(), e);
        }
    }

    /** The document {@code null} is valid, and is none of what is ever asked for. */
    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("nothing but null");
        }
        return value;
    }
}
