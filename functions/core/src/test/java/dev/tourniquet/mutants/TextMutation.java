package dev.tourniquet.mutants;

import java.util.random.RandomGenerator;

/** A change of an event's text, which need not be JSON afterwards. */
enum TextMutation {
    TRUNCATED {
        @Override
        String apply(String text, String other, RandomGenerator random) {
            return text.substring(0, random.nextInt(text.length()));
        }
    },
    CHARACTER_CHANGED {
        @Override
        String apply(String text, String other, RandomGenerator random) {
            int at = random.nextInt(text.length());
            char put = random.nextBoolean() ? (char) random.nextInt(0x10000) : (char) (' ' + random.nextInt(95));
            return text.substring(0, at) + put + text.substring(at + 1);
        }
    },
    PART_REMOVED {
        @Override
        String apply(String text, String other, RandomGenerator random) {
            int from = random.nextInt(text.length());
            return text.substring(0, from) + text.substring(Math.min(text.length(), from + 1 + random.nextInt(60)));
        }
    },
    KEY_REPEATED {
        @Override
        String apply(String text, String other, RandomGenerator random) {
            int key = text.indexOf('"', random.nextInt(text.length()));
            int end = key < 0 ? -1 : text.indexOf(',', key);
            return end < 0
                    ? text + text
                    : text.substring(0, end) + "," + text.substring(key, end) + text.substring(end);
        }
    },
    NESTED_BEYOND_THE_LIMIT {
        @Override
        String apply(String text, String other, RandomGenerator random) {
            int levels = 1_001 + random.nextInt(2_000);
            int at = text.indexOf(':', random.nextInt(text.length())) + 1;
            String open = random.nextBoolean() ? "[" : "{\"a\":";
            return text.substring(0, at) + open.repeat(levels) + text.substring(at);
        }
    },
    NUMBER_BEYOND_THE_LIMIT {
        @Override
        String apply(String text, String other, RandomGenerator random) {
            return text.replaceFirst("\"severity\":", "\"severity\":" + "9".repeat(1_001 + random.nextInt(1_000)));
        }
    },
    TWO_IN_A_ROW {
        @Override
        String apply(String text, String other, RandomGenerator random) {
            return text + (random.nextBoolean() ? "\n" : "") + other;
        }
    },
    TWO_IN_A_LIST {
        @Override
        String apply(String text, String other, RandomGenerator random) {
            return "[" + text + "," + other + "]";
        }
    };

    abstract String apply(String text, String other, RandomGenerator random);
}
