namespace Salon.Messaging;

/// <summary>Where people reach this installation: links in messages begin with it. The host knows.</summary>
/// <param name="url">Asked each time: in Development it is known only once the server listens.</param>
public sealed class SiteAddress(Func<Uri> url)
{
    public Uri To(string path) => new(url(), path);
}
