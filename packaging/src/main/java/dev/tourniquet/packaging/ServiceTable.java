package dev.tourniquet.packaging;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Instruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Takes out of the SDK's table of services those that no function has a client of. The table has an object of a class of its own for
 * each of more than 300 services, and the first client asks it which Region signs for it; so all those classes were in each package,
 * and were loaded at each start. A client asks for its own service only, and the SDK has an answer for one that is not in the table.
 */
final class ServiceTable {
    private static final String TABLE = "software/amazon/awssdk/regions/GeneratedServiceMetadataProvider.class";
    private static final String ASKING = "ClientBuilder.class";
    private static final String SERVICE = "serviceEndpointPrefix";

    private final Set<String> services;

    private ServiceTable(Set<String> services) {
        this.services = services;
    }

    /** The one that the clients in these jars ask. */
    static ServiceTable of(List<Path> libraries) throws IOException {
        Set<String> services = new TreeSet<>();
        for (Path library : libraries) {
            try (ZipFile jar = new ZipFile(library.toFile())) {
                for (ZipEntry entry : Collections.list(jar.entries())) {
                    if (entry.getName().endsWith(ASKING)) {
                        service(ClassFile.of().parse(jar.getInputStream(entry).readAllBytes()))
                                .ifPresent(services::add);
                    }
                }
            }
        }
        return new ServiceTable(services);
    }

    /** The table without the others; any other class as it is. */
    byte[] reduce(String name, byte[] content) {
        return name.equals(TABLE)
                ? ClassFile.of()
                        .transformClass(
                                ClassFile.of().parse(content),
                                ClassTransform.transformingMethodBodies(
                                        method -> method.methodName().equalsString("<clinit>"),
                                        CodeTransform.ofStateful(Entries::new)))
                : content;
    }

    /** By which name a builder of clients asks; empty where it leaves that to others. */
    private static Optional<String> service(ClassModel builder) {
        return builder.methods().stream()
                .filter(method -> method.methodName().equalsString(SERVICE)
                        && method.code().isPresent())
                .map(method -> constant(method.code().orElseThrow(), builder))
                .findFirst();
    }

    private static String constant(CodeModel code, ClassModel builder) {
        List<Instruction> instructions = code.elementStream()
                .filter(Instruction.class::isInstance)
                .map(Instruction.class::cast)
                .toList();
        if (instructions.size() == 2
                && instructions.getFirst() instanceof ConstantInstruction loaded
                && loaded.constantValue() instanceof String service) {
            return service;
        }
        throw new IllegalStateException(
                builder.thisClass().asInternalName() + "." + SERVICE + " gives more than a name; " + changed());
    }

    private static String changed() {
        return "the SDK is built otherwise by now: see " + ServiceTable.class.getName();
    }

    /** An entry is a name, an object of a class without arguments, and the call that puts both into the table. */
    final class Entries implements CodeTransform {
        private static final List<String> REST = List.of("NEW", "DUP", "<init>", "put");

        /** How much of an entry that is left out has been seen; all of it where none is. */
        private int seen = REST.size();

        @Override
        public void accept(CodeBuilder builder, CodeElement element) {
            if (!(element instanceof Instruction instruction)) {
                builder.with(element);
            } else if (seen < REST.size()) {
                if (!part(instruction).equals(REST.get(seen))) {
                    throw new IllegalStateException(TABLE + " has " + instruction + " in an entry; " + changed());
                }
                seen++;
            } else if (instruction instanceof ConstantInstruction loaded
                    && loaded.constantValue() instanceof String service
                    && !services.contains(service)) {
                seen = 0;
            } else {
                builder.with(element);
            }
        }

        private static String part(Instruction instruction) {
            return instruction instanceof InvokeInstruction call
                    ? call.name().stringValue()
                    : instruction.opcode().name();
        }
    }
}
