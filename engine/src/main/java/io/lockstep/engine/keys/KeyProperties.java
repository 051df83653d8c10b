package io.lockstep.engine.keys;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where this process finds its keys.
 *
 * @param file the key file; worker and starter-api must read the same one
 */
@ConfigurationProperties("lockstep.keys")
public record KeyProperties(Path file) {}
