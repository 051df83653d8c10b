package io.lockstep.quickstart;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The folder that keeps everything over a restart; one quickstart at a time. */
final class Home implements AutoCloseable {

  private static final int PASSWORD_BYTES = 15; // 20 characters, 120 bits

  private final Path folder;
  private final FileChannel lockFile;

  private Home(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /** Makes the folder where there is none, and holds it until closed. */
  static Home open(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel lockFile =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(lockFile) == null) {
        lockFile.close();
        throw new StartFailedException(
            "another quickstart runs on "
                + folder.toAbsolutePath()
                + "; stop it, or start this one with -Dlockstep.home=<another folder>");
      }
      return new Home(folder, lockFile);
    } catch (IOException e) {
      throw new StartFailedException(
          folder.toAbsolutePath() + " cannot be written; start in a folder that can", e);
    }
  }

  /** The folder itself. */
  Path folder() {
    return folder;
  }

  /** The operator's password; drawn once, then read from its file. */
  String operatorPassword() {
    Path file = folder.resolve("operator-password");
    try {
      if (!Files.exists(file)) {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        createOwnerOnly(file);
        Files.writeString(file, Base64.getUrlEncoder().encodeToString(random) + "\n");
      }
      return Files.readString(file, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new StartFailedException(file + " cannot be read or written", e);
    }
  }

  @Override
  public void close() {
    try {
      lockFile.close(); // gives back the lock
    } catch (IOException e) {
      throw new StartFailedException("the lock on " + folder + " could not be given back", e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by this very process
    }
  }

  private static void createOwnerOnly(Path file) throws IOException {
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file); // Windows: the folder's own access list decides
    }
  }
}
