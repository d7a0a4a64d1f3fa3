/// The bus of the power management chip, which boot loaders' clients use before they do anything else.
@NullMarked
package org.rtkit4j.emulator.spmi;

import org.jspecify.annotations.NullMarked;
