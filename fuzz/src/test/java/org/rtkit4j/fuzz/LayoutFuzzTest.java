package org.rtkit4j.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/// A report in anything that may carry one: a page, a mail, a table, JSON in JSON, RTF, one paragraph.
class LayoutFuzzTest {
    private static final String[] STARTS = {
        "",
        "{\\rtf1\\ansi{\\fonttbl\\f0 Menlo;}\\f0 panic(cpu 0 caller 0x1): ",
        "{\"body\":\"panic(cpu 0 caller 0x1): ",
        "{\"x\":\"{\\\"panicString\\\":\\\"panic(cpu 0 caller 0x1): ",
        "[\"apple-dcp 1.dcp: RTKit: co-processor has crashed\",",
        "id,text\n1,\"panic(cpu 0 caller 0x1): ",
        "Content-Transfer-Encoding: quoted-printable\n\npanic(cpu 0 caller 0x1): =3D",
        "Content-Transfer-Encoding: base64\n\ncGFuaWMoY3B1IDAgY2FsbGVyIDB4MSk6IFNNQyBQQU5JQyAtIGV4YW1wbGUgLSBNaXNjKDIp",
        "<p>panic(cpu 0 caller 0x1): ",
        "<log><![CDATA[apple-dcp 1.dcp: RTKit: co-processor has crashed\n",
        "> panic(cpu 0 caller 0x1): ",
        "12:panic(cpu 0 caller 0x1): ",
        "panic(cpu 0 caller 0x1): SMC PANIC RTKit: RTKit-1 !UUID: 1 ASLR slide: 1 Time: 0x1 Faulting task  1 ",
        "[    1.0] apple-dcp 1.dcp: RTKit: co-processor has crashed [    1.1] apple-dcp 1.dcp: RTKit: ",
        "{\"__REALTIME_TIMESTAMP\":\"1\",\"MESSAGE\":\"apple-dcp 1.dcp: RTKit: co-processor has crashed",
        "{\"bug_type\":\"298\",\"os_version\":\"iPhone OS 1\"}\n{\"product\":\""
    };

    /// @param input the first byte chooses what carries the rest
    @DictionaryFile(resourcePath = "layout.dict")
    @FuzzTest
    void survives(byte[] input) {
        int start = input.length == 0 ? 0 : input[0] & STARTS.length - 1;
        byte[] rest = Arrays.copyOfRange(input, Math.min(1, input.length), input.length);
        ForensicInput.useAll(ForensicInput.behind(STARTS[start], rest));
    }
}
