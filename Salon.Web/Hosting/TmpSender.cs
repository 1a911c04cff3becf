using Salon.Accounts;
namespace Salon.Web.Hosting;
internal sealed class TmpSender : ICodeSender
{
    public Task<CodeDelivery> SendAsync(CodeMessage message, CancellationToken ct) { File.WriteAllText("/tmp/code.txt", message.Code); return Task.FromResult(CodeDelivery.Sent); }
}
