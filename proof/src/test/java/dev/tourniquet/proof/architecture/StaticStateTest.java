package dev.tourniquet.proof.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing of what runs in a function lives on in a static field from one event to the next. */
final class StaticStateTest {
    /** Thread-safe and not to be configured again once it is built. */
    private static final Set<String> FIXED =
            Set.of("dev.tourniquet.json.Json.MAPPER", "dev.tourniquet.runtime.Timeouts.SHARED");

    @Test
    void noStaticFieldCanChange() {
        Set<String> modules = Modules.functions();
        modules.addAll(Set.of("core", "runtime", "identity"));
        List<String> classes = Modules.classes().that(Modules.in(modules)).stream()
                .map(JavaClass::getName)
                .toList();

        assertThat(classes).hasSizeGreaterThan(150);
        assertThat(classes.stream().flatMap(name -> changeable(load(name)))).isEmpty();
    }

    @Test
    void seesEachKindOfFieldThatCanChange() {
        assertThat(changeable(Culprit.class).map(field -> field.substring(field.lastIndexOf('.') + 1)))
                .containsExactlyInAnyOrder("variable", "LIST", "SET", "COUNTER", "ARRAY", "INNER");
    }

    private static Stream<String> changeable(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
                .filter(field -> !Modifier.isFinal(field.getModifiers()) || !isFixed(value(field)))
                .map(field -> type.getName() + "." + field.getName())
                .filter(name -> !FIXED.contains(name));
    }

    /** A list, set or map is fixed where it is one of the JDK's unmodifiable ones and all in it is fixed. */
    private static boolean isFixed(Object value) {
        return switch (value) {
            case Collection<?> all -> isUnmodifiable(all) && all.stream().allMatch(StaticStateTest::isFixed);
            case Map<?, ?> all -> isUnmodifiable(all) && all.values().stream().allMatch(StaticStateTest::isFixed);
            default -> isKnown(value.getClass());
        };
    }

    private static boolean isUnmodifiable(Object collection) {
        return collection.getClass().getName().matches("java\\.util\\.(ImmutableCollections|Collections)\\$.*");
    }

    private static boolean isKnown(Class<?> type) {
        String name = type.getName();
        return !type.isArray()
                && (type.isEnum()
                        || type.isRecord()
                        || type.isHidden()
                        || (type.getSuperclass() != null && type.getSuperclass().isEnum())
                        || name.matches("java\\.lang\\.(String|Integer|Long|Double|Boolean)")
                        || name.matches("java\\.util\\.regex\\.Pattern|java\\.(time|time\\.format|math)\\.\\w+")
                        || name.startsWith("com.fasterxml.jackson.")
                        || name.startsWith("software.amazon.awssdk."));
    }

    private static Object value(Field field) {
        try {
            field.setAccessible(true);
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("UnusedVariable") // read by reflection
    private static final class Culprit {
        static final String NAME = "fixed";
        static final List<String> NAMES = List.of("fixed");
        static final List<String> LIST = new ArrayList<>();
        static final Set<Thread.State> SET = EnumSet.noneOf(Thread.State.class);
        static final AtomicLong COUNTER = new AtomicLong();
        static final String[] ARRAY = {"x"};
        static final List<List<String>> INNER = List.of(LIST);
        static int variable;
    }
}
