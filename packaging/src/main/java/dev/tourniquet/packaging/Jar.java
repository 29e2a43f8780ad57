package dev.tourniquet.packaging;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What the classes of a jar declare, and which members they name. Classes for other JDKs do not count. */
record Jar(Map<String, Type> types) {
    /**
     * A class, by names as in class files.
     *
     * @param parents its superclass and interfaces
     * @param members its fields and methods with their descriptors
     * @param named the fields and methods that its code names
     */
    record Type(List<String> parents, Set<String> members, Set<Member> named) {}

    /** A field or method as code names it. */
    record Member(String owner, String name) {
        @Override
        public String toString() {
            return owner + "." + name;
        }
    }

    static Jar read(Path file) throws IOException {
        Map<String, Type> types = new HashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/")) {
                    ClassModel model =
                            ClassFile.of().parse(zip.getInputStream(entry).readAllBytes());
                    types.put(model.thisClass().asInternalName(), type(model));
                }
            }
        }
        return new Jar(types);
    }

    private static Type type(ClassModel model) {
        List<String> parents = Stream.concat(model.superclass().stream(), model.interfaces().stream())
                .map(ClassEntry::asInternalName)
                .toList();
        Set<String> members = new HashSet<>();
        model.methods()
                .forEach(method -> members.add(
                        method.methodName().stringValue() + method.methodType().stringValue()));
        model.fields()
                .forEach(field -> members.add(
                        field.fieldName().stringValue() + field.fieldType().stringValue()));
        Set<Member> named = new HashSet<>();
        for (PoolEntry constant : model.constantPool()) {
            if (constant instanceof MemberRefEntry member) {
                named.add(new Member(
                        member.owner().asInternalName(),
                        member.name().stringValue() + member.type().stringValue()));
            }
        }
        return new Type(parents, members, named);
    }
}
