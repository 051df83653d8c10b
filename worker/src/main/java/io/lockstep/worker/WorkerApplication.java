package io.lockstep.worker;

import io.lockstep.engine.keys.KeyFile;
import io.lockstep.engine.keys.KeyProperties;
import io.lockstep.ledger.LedgerConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** Hosts the Temporal workers of one Lockstep installation; several may run side by side. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties({WorkerProperties.class, KeyProperties.class})
@Import(LedgerConfiguration.class)
public class WorkerApplication {

  private static final String NEW_KEYS = "new-keys";
  private static final String ADD_KEYS = "add-keys";
  private static final String USE_KEYS = "use-keys";
  private static final String SEAL_KEYS = "seal-keys";

  /**
   * Starts the worker; {@code worker.yml} holds the defaults. With {@code new-keys <file>} it makes
   * the key file of a new installation and ends; with {@code add-keys <file> <new file>}, and then
   * {@code use-keys <file> <new file>}, it rotates the keys that seal; with {@code seal-keys <file>
   * <sealed file> <KMS URI>} it seals a file with a key of a key management service.
   */
  public static void main(String[] args) {
    if (args.length == 2 && args[0].equals(NEW_KEYS)) {
      newKeys(Path.of(args[1]));
    } else if (args.length == 3 && args[0].equals(ADD_KEYS)) {
      KeyFile.addKeys(Path.of(args[1]), Path.of(args[2]));
      System.out.println(args[2] + " made; give it to every worker and starter-api first");
    } else if (args.length == 3 && args[0].equals(USE_KEYS)) {
      KeyFile.useKeys(Path.of(args[1]), Path.of(args[2]));
      System.out.println(args[2] + " made; only for processes that all have its keys already");
    } else if (args.length == 4 && args[0].equals(SEAL_KEYS)) {
      KeyFile.seal(Path.of(args[1]), Path.of(args[2]), args[3]);
      System.out.println(args[2] + " made; move " + args[1] + " to where your backups are");
    } else {
      application().run(args);
    }
  }

  private static void newKeys(Path file) {
    boolean exists = Files.exists(file); // its keys may have sealed a ledger
    KeyFile.readOrCreate(file);
    System.out.println(
        exists ? file + " is a key file already; it stays as it is" : file + " made; back it up");
  }

  /** The application as it starts everywhere, alone and inside the quickstart. */
  public static SpringApplicationBuilder application() {
    // A name of its own: in one JVM with the starter-api both would read one application.yml.
    return new SpringApplicationBuilder(WorkerApplication.class)
        .properties("spring.config.name=worker");
  }
}
