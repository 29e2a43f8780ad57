package dev.tourniquet.packaging;

import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.lang.reflect.AccessFlag;

/**
 * Takes out of the SDK's jars what makes ProGuard keep nearly all of them. Every builder of a request is an interface that declares
 * {@code overrideConfiguration} with itself as the result; so the compiler gives each a default method that bridges to that.
 * ProGuard takes such a method for used where anybody calls the one that it overrides, as each paginator does, whether or not anything
 * implements the interface. Nobody runs it: the builder's class has a bridge of its own, and what a class has goes before a
 * default method (Java Virtual Machine Specification, 5.4.6).
 */
final class Bridges {
    private static final String METHOD = "overrideConfiguration";

    private Bridges() {}

    /** A class without them. */
    static byte[] remove(String name, byte[] content) {
        return name.endsWith("Request$Builder.class") ? without(content) : content;
    }

    private static byte[] without(byte[] content) {
        ClassModel model = ClassFile.of().parse(content);
        return model.flags().has(AccessFlag.INTERFACE)
                ? ClassFile.of().transformClass(model, ClassTransform.dropping(Bridges::isOne))
                : content;
    }

    private static boolean isOne(ClassElement element) {
        return element instanceof MethodModel method
                && method.flags().has(AccessFlag.BRIDGE)
                && method.methodName().equalsString(METHOD);
    }
}
