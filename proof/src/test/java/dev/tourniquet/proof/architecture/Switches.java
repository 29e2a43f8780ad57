package dev.tourniquet.proof.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds, in compiled classes, each switch over a type of this build that has a default or leaves cases out. Where all cases
 * are named the compiler makes the rest throw MatchException, so that whatever else stands there was written, or is what
 * follows a statement that leaves cases out. Over sealed types javac calls SwitchBootstraps, over enums it reads a table
 * that is named after the enum.
 */
final class Switches {
    private static final String OWN = "Ldev/tourniquet/";
    private static final String TABLE_OF_OWN = "$SwitchMap$dev$tourniquet$";

    private Switches() {}

    /** The methods with such a switch in a class file, as {@code Type#method}. */
    static List<String> open(Path classFile) {
        try {
            var model = ClassFile.of().parse(Files.readAllBytes(classFile));
            String name = model.thisClass().asInternalName();
            return model.methods().stream()
                    .filter(Switches::isOpen)
                    .map(method -> name.substring(name.lastIndexOf('/') + 1) + "#"
                            + method.methodName().stringValue())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many switches over own types a class file has. */
    static long count(Path classFile) {
        try {
            return ClassFile.of().parse(Files.readAllBytes(classFile)).methods().stream()
                    .mapToLong(method -> overOwnTypes(method).count())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOpen(MethodModel method) {
        List<CodeElement> code = code(method);
        return overOwnTypes(method).anyMatch(rest -> !throwsMatchException(code, rest));
    }

    /** Where each of them goes when no case fits. */
    private static Stream<Label> overOwnTypes(MethodModel method) {
        List<Label> found = new ArrayList<>();
        boolean own = false;
        for (CodeElement element : code(method)) {
            switch (element) {
                case InvokeDynamicInstruction call
                when isSwitch(call) -> own = call.bootstrapArgs().stream().allMatch(Switches::isOwn);
                case FieldInstruction field -> own = field.name().stringValue().startsWith(TABLE_OF_OWN);
                case TableSwitchInstruction table -> {
                    found.addAll(own ? List.of(table.defaultTarget()) : List.of());
                    own = false;
                }
                case LookupSwitchInstruction lookup -> {
                    found.addAll(own ? List.of(lookup.defaultTarget()) : List.of());
                    own = false;
                }
                default -> {
                    // Nothing that a switch is made of.
                }
            }
        }
        return found.stream();
    }

    private static boolean isSwitch(InvokeDynamicInstruction call) {
        return call.bootstrapMethod().owner().displayName().equals("SwitchBootstraps");
    }

    private static boolean isOwn(ConstantDesc label) {
        return label instanceof ClassDesc type && type.descriptorString().startsWith(OWN);
    }

    private static boolean throwsMatchException(List<CodeElement> code, Label target) {
        return code.stream()
                .dropWhile(element ->
                        !(element instanceof LabelTarget found && found.label().equals(target)))
                .filter(Instruction.class::isInstance)
                .findFirst()
                .filter(NewObjectInstruction.class::isInstance)
                .map(NewObjectInstruction.class::cast)
                .map(NewObjectInstruction::className)
                .map(ClassEntry::asInternalName)
                .filter("java/lang/MatchException"::equals)
                .isPresent();
    }

    private static List<CodeElement> code(MethodModel method) {
        return method.code().map(code -> code.elementList()).orElse(List.of());
    }
}
