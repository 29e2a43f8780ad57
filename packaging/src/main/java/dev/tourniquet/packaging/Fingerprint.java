package dev.tourniquet.packaging;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * All that the shrunk libraries depend on, as one hash: the libraries, the rules, this JDK, this program, and of our own classes
 * what they name and what they declare, which is all that reaches a library. So most edits of a function shrink nothing anew.
 */
final class Fingerprint {
    private final MessageDigest digest = sha256();

    private Fingerprint() {}

    static String of(Functions functions) throws IOException {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(Runtime.version().toString());
        fingerprint.add(Shrinker.rules());
        for (Class<?> part : Shrinker.PARTS) {
            try (var code = part.getResourceAsStream("/" + part.getName().replace('.', '/') + ".class")) {
                fingerprint.digest.update(code.readAllBytes());
            }
        }
        for (Path library : functions.libraries()) {
            fingerprint.add(library.getFileName().toString());
            fingerprint.digest.update(Files.readAllBytes(library));
        }
        NavigableSet<String> references = new TreeSet<>();
        for (Path jar : functions.own()) {
            collect(jar, references);
        }
        references.forEach(fingerprint::add);
        return HexFormat.of().formatHex(fingerprint.digest.digest());
    }

    private void add(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static void collect(Path jar, NavigableSet<String> into) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getName().endsWith(".class")) {
                    ClassModel model =
                            ClassFile.of().parse(zip.getInputStream(entry).readAllBytes());
                    model.constantPool().forEach(constant -> names(constant).forEach(into::add));
                    declarations(model).forEach(into::add);
                }
            }
        }
    }

    private static Stream<String> names(PoolEntry constant) {
        return switch (constant) {
            case ClassEntry type -> Stream.of(type.asInternalName());
            case MemberRefEntry member ->
                Stream.of(member.owner().asInternalName() + "." + member.name() + member.type());
            default -> Stream.empty();
        };
    }

    /** A method that a library declares, too, is reached through the library; an annotation is named by its descriptor only. */
    private static Stream<String> declarations(ClassModel model) {
        Stream<String> methods = model.methods().stream().map(Fingerprint::declaration);
        Stream<String> annotations = Stream.concat(
                        Stream.of(model), Stream.concat(model.methods().stream(), model.fields().stream()))
                .flatMap(element -> element.findAttribute(Attributes.runtimeVisibleAnnotations()).stream())
                .flatMap(attribute -> attribute.annotations().stream())
                .map(annotation -> annotation.className().stringValue());
        return Stream.concat(methods, annotations);
    }

    private static String declaration(MethodModel method) {
        return method.methodName().stringValue() + method.methodType().stringValue();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
