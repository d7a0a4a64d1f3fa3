package org.rtkit4j.web.onefile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// What makes a script of joined modules smaller.
class JoinedModulesTest {
    @Test
    void linesLoseTheirIndentation() throws IOException {
        assertEquals(
                "function f() {\nreturn `a  ${1} \\` b`;\n}\n",
                JoinedModules.withoutIndentation("function f() {\n  return `a  ${1} \\` b`;\n\t}\n"));
    }

    /// Its blanks are its own.
    @Test
    void aTextOfSeveralLinesIsRefused() {
        var refused =
                assertThrows(IOException.class, () -> JoinedModules.withoutIndentation("  const a = `x\n  y`;\n"));
        assertEquals("a text of several lines: line=const a = `x", refused.getMessage());
    }
}
