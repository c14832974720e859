import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/** Speaks the MongoDB protocol on a loopback port, a free one for 0; keeps its data in the folder given. */
class MongoTestServer {
  /** The server answers as MongoDB 5.0 does, but calls itself older than today's driver accepts. */
  record Version(List<Integer> getVersionArray, int getWireVersion) implements MongoVersion {}

  public static void main(String[] arguments) {
    String file = Path.of(arguments[0], "data.mv").toString();
    var backend = new H2Backend(file).version(new Version(List.of(5, 0, 0), 13));
    MongoServer server = new MongoServer(backend);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
    System.out.println("MONGODB_URI=mongodb:/" + addressOf(server, Integer.parseInt(arguments[1])) + "/");
  }

  private static InetSocketAddress addressOf(MongoServer server, int port) {
    server.bind("127.0.0.1", port);
    return server.getLocalAddress();
  }
}
