package org.rtkit4j.teavm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.teavm.model.AccessLevel;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.ClassReader;
import org.teavm.model.ElementModifier;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReader;
import org.teavm.model.ValueType;
import org.teavm.model.emit.ProgramEmitter;
import org.teavm.model.emit.ValueEmitter;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/// Gives the JDK's classes the methods of [InstanceMethods] and of the `StaticsOf...` named after them, while TeaVM
/// reads them. An instance method replaces one that is there.
public final class MissingMethods implements TeaVMPlugin, ClassHolderTransformer {
    private static final String PACKAGE = MissingMethods.class.getPackageName();

    @Override
    public void install(TeaVMHost host) {
        host.add(this);
    }

    @Override
    public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
        if (!type.getName().startsWith("java.")) {
            return;
        }
        for (MethodReader method : methodsOf(InstanceMethods.class.getName(), context)) {
            if (method.parameterType(0).equals(ValueType.object(type.getName()))) {
                addInstance(method, type, context);
            }
        }
        for (MethodReader method : methodsOf(staticsOf(type.getName()), context)) {
            if (type.getMethod(method.getDescriptor()) == null) {
                add(method, method.getDescriptor(), type, context);
            }
        }
    }

    private static String staticsOf(String type) {
        String simple = type.substring(type.lastIndexOf('.') + 1);
        return type.startsWith("java.lang.") ? PACKAGE + ".StaticsOf" + simple : "";
    }

    private static Iterable<MethodReader> methodsOf(String name, ClassHolderTransformerContext context) {
        @Nullable
        ClassReader type =
                name.isEmpty() ? null : context.getHierarchy().getClassSource().get(name);
        return type == null
                ? Arrays.asList()
                : type.getMethods().stream()
                        .filter(method -> method.hasModifier(ElementModifier.STATIC))
                        .filter(method -> method.getLevel() == AccessLevel.PUBLIC)
                        .map(MethodReader.class::cast)
                        .toList();
    }

    private static void addInstance(MethodReader method, ClassHolder type, ClassHolderTransformerContext context) {
        ValueType[] all = method.getSignature();
        var descriptor = new MethodDescriptor(method.getName(), Arrays.copyOfRange(all, 1, all.length));
        MethodHolder old = type.getMethod(descriptor);
        if (old != null) {
            type.removeMethod(old);
        }
        add(method, descriptor, type, context);
    }

    /// Adds a method that calls ours with its arguments, itself first where it is no static one.
    private static void add(
            MethodReader method, MethodDescriptor descriptor, ClassHolder type, ClassHolderTransformerContext context) {
        boolean isStatic = descriptor.equals(method.getDescriptor());
        var added = new MethodHolder(descriptor);
        added.setLevel(AccessLevel.PUBLIC);
        if (isStatic) {
            added.getModifiers().add(ElementModifier.STATIC);
        }
        ProgramEmitter program = ProgramEmitter.create(added, context.getHierarchy());
        var arguments = new ValueEmitter[method.parameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            // Variable 0 is the instance, also where there is none.
            arguments[i] = program.var(isStatic ? i + 1 : i, method.parameterType(i));
        }
        ValueEmitter result = program.invoke(method.getReference(), arguments);
        if (method.getResultType() == ValueType.VOID) {
            program.exit();
        } else {
            result.returnValue();
        }
        type.addMethod(added);
    }
}
