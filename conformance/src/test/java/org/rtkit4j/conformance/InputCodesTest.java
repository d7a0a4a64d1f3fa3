package org.rtkit4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.rtkit4j.conformance.ForeignHost.Result;
import org.rtkit4j.hardware.uinput.InputCodes;
import org.rtkit4j.hardware.uinput.LinuxKeys;

/// Our numbers of Linux's input devices beside those that a C compiler finds in the kernel's headers and sources.
@DisplayName("Linux's input codes")
class InputCodesTest {
    private static final int UNKNOWN_KEY = 240;
    private static final Pattern TABLE = Pattern.compile("hid_keyboard\\[256] = \\{(.*?)};", Pattern.DOTALL);

    @Test
    void areThoseOfTheHeaders() throws Exception {
        ForeignHost.requireCompiler("cc");
        var program = new StringBuilder("""
                #include <linux/uinput.h>
                #include <stddef.h>
                #include <stdio.h>
                int main(void)
                {
                """);
        var ours = new ArrayList<String>();
        for (Field field : InputCodes.class.getFields()) {
            program.append("printf(\"%s %%lld\\n\", (long long)(%s));%n".formatted(field.getName(), field.getName()));
            ours.add(field.getName() + " " + ((Number) field.get(null)).longValue());
        }
        assertTrue(ours.size() > 40, ours::toString);
        assertEquals(ours, output("codes", program.append("return 0;\n}\n").toString()));
    }

    /// Where `UinputDevice` puts what it writes.
    @Test
    void structuresHaveTheirFieldsWhereWePutThem() throws Exception {
        ForeignHost.requireCompiler("cc");
        assertEquals(List.of("event 24 16 18 20", "setup 92 0 8 88", "abs 28 0 8 12"), output("structures", """
                        #include <linux/uinput.h>
                        #include <stddef.h>
                        #include <stdio.h>
                        #define AT(type, member) offsetof(struct type, member)
                        int main(void)
                        {
                        printf("event %zu %zu %zu %zu\\n", sizeof(struct input_event),
                               AT(input_event, type), AT(input_event, code), AT(input_event, value));
                        printf("setup %zu %zu %zu %zu\\n", sizeof(struct uinput_setup),
                               AT(uinput_setup, id), AT(uinput_setup, name), AT(uinput_setup, ff_effects_max));
                        printf("abs %zu %zu %zu %zu\\n", sizeof(struct uinput_abs_setup),
                               AT(uinput_abs_setup, code), AT(uinput_abs_setup, absinfo.minimum),
                               AT(uinput_abs_setup, absinfo.maximum));
                        return 0;
                        }
                        """));
    }

    @Test
    void keysAreThoseOfTheKernelsTable() throws Exception {
        ForeignHost.requireCompiler("linux");
        Path source = ForeignHost.folder("input").resolve("hid-input.c");
        Result unpacked = ForeignHost.run(
                "/bin/sh",
                "-c",
                "tar -xOf \"$1\" --occurrence=1 linux-source-6.1/drivers/hid/hid-input.c > \"$2\"",
                "sh",
                ForeignHost.linuxSources().toString(),
                source.toString());
        assertEquals(0, unpacked.status(), unpacked::toString);
        var table = TABLE.matcher(Files.readString(source));
        assertTrue(table.find());
        List<String> theirs = output("keys", """
                #include <linux/input-event-codes.h>
                #include <stdio.h>
                #define unk KEY_UNKNOWN
                static const unsigned char keys[256] = {%s};
                int main(void)
                {
                        for (int i = 0; i < 256; i++)
                                printf("0x%%02x %%d\\n", i, keys[i]);
                        return 0;
                }
                """.formatted(table.group(1)));
        for (int usage = 0; usage < 256; usage++) {
            int code = LinuxKeys.of(usage);
            boolean isUnknown = theirs.get(usage).endsWith(" " + UNKNOWN_KEY) && code == LinuxKeys.NONE;
            assertEquals(theirs.get(usage), "0x%02x %d".formatted(usage, isUnknown ? UNKNOWN_KEY : code));
        }
    }

    private static List<String> output(String name, String text) throws Exception {
        Path folder = ForeignHost.folder("input");
        Path source = Files.writeString(folder.resolve(name + ".c"), text);
        String program = folder.resolve(name).toString();
        Result built = ForeignHost.run("/usr/bin/gcc", "-Wall", "-Werror", source.toString(), "-o", program);
        assertEquals(0, built.status(), built::toString);
        Result said = ForeignHost.run(program);
        assertEquals(0, said.status(), said::toString);
        return said.lines();
    }
}
