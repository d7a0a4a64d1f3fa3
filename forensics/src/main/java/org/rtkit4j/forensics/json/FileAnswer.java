package org.rtkit4j.forensics.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/// One object of an [AnswerDocument].
interface FileAnswer {
    void write(JsonGenerator json) throws IOException;
}
