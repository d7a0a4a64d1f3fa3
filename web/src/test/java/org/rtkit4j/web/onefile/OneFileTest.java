package org.rtkit4j.web.onefile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page in one file: what is in it, how large it may be, and what cannot be joined.
class OneFileTest {
    private static final Path HTML = Path.of(System.getProperty("rtkit.html", "target/rtkit.html"));
    private static final Path SOURCES = Path.of("../app/src/main/resources/org/rtkit4j/app/serve/page");
    private static final int LIMIT_BYTES = 1_000_000;
    private static final int LIMIT_GZIP_BYTES = 320_000;

    @TempDir
    private Path folder;

    @Test
    void isAsSmallAsPromised() throws IOException {
        byte[] page = Files.readAllBytes(HTML);
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(page);
        }
        System.err.printf("rtkit.html: %,d bytes, %,d with gzip%n", page.length, packed.size());
        assertTrue(page.length <= LIMIT_BYTES, () -> "bytes=" + page.length);
        assertTrue(packed.size() <= LIMIT_GZIP_BYTES, () -> "bytes with gzip=" + packed.size());
    }

    @Test
    void refersToNothingOutsideOfIt() throws IOException {
        String page = Files.readString(HTML);
        String head = page.substring(0, page.indexOf("<style>"));
        assertTrue(head.contains("default-src 'none'"), head);
        assertFalse(head.contains("unsafe"), head);
        assertFalse(page.contains("rel=\"stylesheet\""));
        assertFalse(page.contains(" src=\"js/"));
        assertFalse(page.contains("fetch("), "it asks a server");
        assertFalse(page.contains("XMLHttpRequest"), "it asks a server");
    }

    @Test
    void theSameSourcesGiveTheSameBytes() throws IOException {
        Path engine = Files.writeString(folder.resolve("engine.js"), "exports.read = () => '</script><!--';");
        String[] names = {"one.html", "two.html"};
        for (String name : names) {
            String out = folder.resolve(name).toString();
            OneFile.main(new String[] {SOURCES.toString(), "src/main/page", engine.toString(), "1", out});
        }
        assertArrayEquals(Files.readAllBytes(folder.resolve(names[0])), Files.readAllBytes(folder.resolve(names[1])));
        assertTrue(Files.readString(folder.resolve(names[0])).contains("'<\\/script><\\!--'"));
    }

    @Test
    void modulesBecomeFunctionsInTheOrderOfTheirNeeds() throws IOException {
        module("main.js", "import { a as b } from './sub/one.js';\nb();");
        module("sub/one.js", "import { two } from '../two.js';\nexport function a() {\n  return two;\n}");
        module("two.js", "export const two = 2;");
        assertEquals(
                """
                'use strict';
                const $3_two_js = (() => {
                const two = 2;
                return { two };
                })();
                const $2_sub_one_js = (() => {
                const {two } = $3_two_js;
                function a() {
                  return two;
                }
                return { a };
                })();
                const $1_main_js = (() => {
                const {a: b } = $2_sub_one_js;
                b();
                return {  };
                })();
                """.replaceAll("[$]\\d", "\\$"),
                joined().replaceAll("[$]\\d", "\\$").replace("const { ", "const {"));
    }

    @Test
    void whatCannotBeJoinedIsRefused() throws IOException {
        module("two.js", "export const two = 2;");
        for (String form : List.of(
                "import two from './two.js';",
                "import * as two from './two.js';",
                "export default 2;",
                "export { two } from './two.js';",
                "export let two = 2;")) {
            module("main.js", form);
            var refusal = assertThrows(IOException.class, this::joined, form);
            assertEquals("not a form that can be joined: module=main.js, line=" + form, refusal.getMessage());
        }
        module("main.js", "import { a } from './ring.js';");
        module("ring.js", "import { b } from './main.js';\nexport const a = b;");
        assertEquals(
                "modules import each other in a ring: module=main.js",
                assertThrows(IOException.class, this::joined).getMessage());
        module("main.js", "import { a } from './none.js';");
        assertEquals(
                "no such module: name=none.js",
                assertThrows(IOException.class, this::joined).getMessage());
    }

    private String joined() throws IOException {
        return new JoinedModules(List.of(folder)).of("main.js");
    }

    private void module(String name, String source) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
    }
}
