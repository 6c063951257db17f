using Clausea.Batch.WholeFile;

return Ways.Run(args);
