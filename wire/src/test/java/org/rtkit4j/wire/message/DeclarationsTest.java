package org.rtkit4j.wire.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.wire.layout.Layout;

/// A layout that is declared but not listed would be neither decoded nor documented.
class DeclarationsTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                Mgmt.class,
                Crashlog.class,
                Syslog.class,
                KDebug.class,
                IoReport.class,
                OsLog.class,
                Iomfb.class,
                SmcMsg.class
            })
    void everyDeclaredLayoutIsListed(Class<?> endpoint) throws ReflectiveOperationException {
        Set<Layout> declared = new HashSet<>(constants(endpoint));
        for (Class<?> nested : endpoint.getDeclaredClasses()) {
            declared.addAll(constants(nested));
        }
        List<?> listed = (List<?>) endpoint.getField("LAYOUTS").get(null);
        declared.removeIf(layout -> layout.name().contains(" as "));
        assertEquals(declared, Set.copyOf(listed));
        assertTrue(!declared.isEmpty());
    }

    private static List<Layout> constants(Class<?> type) throws ReflectiveOperationException {
        var layouts = new java.util.ArrayList<Layout>();
        for (Field field : type.getFields()) {
            if (field.getType() == Layout.class && Modifier.isStatic(field.getModifiers())) {
                layouts.add((Layout) field.get(null));
            }
        }
        return layouts;
    }
}
